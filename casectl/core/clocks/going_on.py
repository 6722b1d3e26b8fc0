"""What goes on in a case that took over another one: the duties that end in that one are owed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.model import Event
from casectl.core.case.sides import lines
from casectl.core.clocks.runs import Run, latest_runs


def going_on(journal: Sequence[Event], event_id: str) -> Iterator[Run]:
    """The runs of clocks that count after an event of a case, as its side of a merge knew them.

    What is paused, or ended by an entry that nobody has confirmed, does not count. Nothing for an unknown event.
    """
    for line, own in lines(journal):
        if event_id in own:
            number = next(number for number, event in enumerate(line, 1) if event.id == event_id)
            runs = latest_runs(line[:number]).values()
            yield from (run for run in runs if run.is_open and not run.pause and not run.claim)
