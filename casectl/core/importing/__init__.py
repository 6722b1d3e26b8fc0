"""Importing cases from another system's export: mappings, rows, event logs."""
