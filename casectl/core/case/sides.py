"""The two sides of a merge, as its event names them, and each event's own line of history.

Events of two sides did not know of each other. Whoever judges one looks at it as it was on its side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.core.case.model import MERGED, Event
from casectl.core.values.tree import list_of, text_of

FIRST, SECOND = "first", "second"

Line = tuple[tuple[Event, ...], frozenset[str]]
"""A history as one side knew it, and the ids of those of its events that belong to no earlier line."""


def sides_of(event: Event) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the events of either side that a merge brought together."""
    sides = event.mapping("sides")
    first, second = (frozenset(map(text_of, list_of(sides.get(key)))) for key in (FIRST, SECOND))
    return first, second


def is_merged(journal: Iterable[Event]) -> bool:
    """Whether a journal has the event of a merge."""
    return any(event.kind == MERGED for event in journal)


def lines(journal: Sequence[Event]) -> Iterator[Line]:
    """The histories that a journal was merged from, and last the journal itself with what came after its last merge.

    Each event belongs to one line.
    """
    return _lines(tuple(journal), frozenset(event.id for event in journal))


def _lines(journal: tuple[Event, ...], wanted: frozenset[str]) -> Iterator[Line]:
    if not wanted:
        return
    last = next((number for number in range(len(journal) - 1, -1, -1) if journal[number].kind == MERGED), None)
    if last is None:
        yield journal, wanted
        return
    first, second = sides_of(journal[last])
    before, own = journal[:last], frozenset(event.id for event in journal[last:]) & wanted
    earlier = frozenset(event.id for event in before) & wanted
    yield from _lines(tuple(each for each in before if each.id not in second), earlier - second)
    yield from _lines(tuple(each for each in before if each.id not in first), earlier & second)
    if own:
        yield journal, own
