"""Completion: what a shell asks at a tab."""
