"""What may be wrong with a case, and what `casectl doctor` reports."""
