"""Instants, durations, working calendars, and times as people type them."""
