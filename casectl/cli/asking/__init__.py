"""Questions at a terminal, editors, files and standard input: what a person gives a command beside its options."""
