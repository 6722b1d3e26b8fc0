"""git: running it, reading history, recording events, and recovering from interrupted commands."""
