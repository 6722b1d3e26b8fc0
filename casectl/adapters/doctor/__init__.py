"""What `casectl doctor` examines on disk, in git and in the index."""
