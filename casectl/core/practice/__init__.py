"""Practice: scenarios of complaints that never happened, and the five marks of how one was handled."""
