"""Letters to customers: the scripts that a desk keeps, filled in from a case, and what a letter may not say."""
