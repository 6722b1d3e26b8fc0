"""What a few verbs need besides an open casebook, put together from the adapters, one thing per module."""
