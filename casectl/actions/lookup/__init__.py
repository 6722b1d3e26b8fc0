"""What verbs look up: cases by id or query, names that people type, the casebook at an earlier time."""
