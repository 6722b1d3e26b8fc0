"""The index: what lists need to know about every case file, in SQLite; derived, may be deleted."""
