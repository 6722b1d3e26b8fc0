"""Formats: a view as text, for people, for programs and for other tools."""
