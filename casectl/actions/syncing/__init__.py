"""What `sync` does with two histories of a casebook."""
