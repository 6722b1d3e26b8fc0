"""Laying one template file over another (``extends``).

There is one rule: mappings merge key by key, anything else replaces what was there, and the word ``remove`` takes it
away.
"""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.values.nodes import Node

REMOVE = "remove"


def laid_over(below: Node, above: Node) -> Node:
    """`below` with what `above` says instead; every value keeps the place that it has in its own file."""
    if not (isinstance(below.content, dict) and isinstance(above.content, dict)):
        return above
    merged = below.mapping
    for key, value in above.mapping.items():
        if value.content == REMOVE:
            merged.pop(key, None)
        else:
            merged[key] = laid_over(merged[key], value) if key in merged else value
    return above.holding(merged)


def removals_of_nothing(below: Node, above: Node) -> Iterator[tuple[str, Node]]:
    """The entries of `above` that remove what `below` does not have, by key."""
    entries = below.mapping
    for key, value in above.mapping.items():
        if key in entries:
            yield from removals_of_nothing(entries[key], value)
        elif value.content == REMOVE:
            yield key, value
