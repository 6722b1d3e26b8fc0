"""What adopt records besides cases."""
