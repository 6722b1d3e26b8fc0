"""What a casebook is made of, over the ports: its settings, templates, calendars, mappings and rule versions."""
