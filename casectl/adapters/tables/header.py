"""The header of a table: the names of its columns."""

from __future__ import annotations

from casectl.core.values.messages import Message, counted, msg


def header_problems(header: list[str]) -> list[Message]:
    """The problems with the names of the columns."""
    twice = sorted({name for name in header if name and header.count(name) > 1})
    problems = [msg("the column {name} is there twice", name=name) for name in twice]
    return problems + ([msg("a column has no name")] if "" in header else [])


def wrong_width(cells: list[str], header: list[str]) -> Message:
    """What is wrong with a row that has more or fewer cells than there are columns."""
    return counted(
        "{count} column where the header names {wanted}",
        "{count} columns where the header names {wanted}",
        len(cells),
        wanted=len(header),
    )
