"""Mail: what a message says, whether a person wrote it, and which case it belongs to."""
