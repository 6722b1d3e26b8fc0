"""Reports and messages turned into text."""
