"""casectl: a complaint case manager over plain files and git history."""

__version__ = "0.1.0"
