"""Choosing and listing cases: options, queries, groups, and many cases at once."""
