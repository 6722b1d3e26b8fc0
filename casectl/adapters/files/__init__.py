"""Files: the work tree, durable writing, the lock, and which paths may be touched."""
