"""The parts of a casebook, over the ports: its settings, templates, calendars, and earlier versions of its rules."""
