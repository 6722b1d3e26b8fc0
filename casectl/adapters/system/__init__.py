"""The machine: its clock, processes, signals, countries and holidays."""
