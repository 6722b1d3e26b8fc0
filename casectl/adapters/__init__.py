"""One outside thing per module: YAML, case files, git, SQLite, the clock."""
