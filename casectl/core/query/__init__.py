"""Selecting cases: the filter language, search, similarity, and the excerpts that lists are made of."""
