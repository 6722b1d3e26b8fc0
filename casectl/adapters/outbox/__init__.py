"""What is sent to the people of the desk, and what sends it."""
