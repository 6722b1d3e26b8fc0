"""The history of a case according to git, and the description of each event."""
