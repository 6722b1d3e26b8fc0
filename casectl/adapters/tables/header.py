"""The header of a table: the names of its columns."""

from __future__ import annotations

from casectl.core.values.messages import Message, msg


def header_faults(header: list[str]) -> list[Message]:
    """What is wrong with the names of the columns."""
    twice = sorted({name for name in header if name and header.count(name) > 1})
    faults = [msg("the column {name} is there twice", name=name) for name in twice]
    return faults + ([msg("a column has no name")] if "" in header else [])
