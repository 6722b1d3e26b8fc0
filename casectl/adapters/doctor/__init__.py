"""What `casectl doctor` checks on disk, in git and in the index."""
