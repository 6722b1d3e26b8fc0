"""What was typed and what it meant: words, what is missing, what other programs would take."""
