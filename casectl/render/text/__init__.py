"""Text for a terminal: wrapping, widths, the text of a value."""
