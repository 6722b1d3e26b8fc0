"""What `verify` asks of a pack and of a seal."""
