"""Which cases are asked for: the filter language, search, similarity, and the facts that lists are made of."""
