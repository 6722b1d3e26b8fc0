"""How a case stood before and after each event, as the side of a merge knew it on which the event was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.fold import before_each, fold
from casectl.core.case.model import Event, Header
from casectl.core.case.sides import is_merged, lines


def around_each(journal: Sequence[Event]) -> Iterator[tuple[Event, Header, Header]]:
    """Each event in the order of the journal, with the header before it and the one after it.

    Who acted offline did not know what others did meanwhile: it is no part of what that person moved the case from.
    """
    found = {event.id: around for event, *around in _around(journal)}
    for line, own in lines(journal) if is_merged(journal) else ():
        found |= {event.id: around for event, *around in _around(line) if event.id in own}
    return ((event, before, after) for event in journal for before, after in [found[event.id]])


def _around(journal: Sequence[Event]) -> Iterator[tuple[Event, Header, Header]]:
    headers = [*before_each(journal), fold(journal)]
    return zip(journal, headers, headers[1:], strict=False)
