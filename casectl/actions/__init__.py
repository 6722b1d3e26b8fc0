"""One verb per module: typed arguments in, a report out."""
