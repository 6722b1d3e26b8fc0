"""The index: what lists need to know of every case file, in SQLite; derived and disposable."""
