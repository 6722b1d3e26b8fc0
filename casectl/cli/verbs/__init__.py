"""Commands: one module each, with its options, one call, and what is printed."""
