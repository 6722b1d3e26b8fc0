"""What casectl promises, decided without any input or output.

Standard library types only: no path, clock, git, YAML, click or print. Time comes in as an argument.
"""
