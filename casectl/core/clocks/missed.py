"""Deadlines that had passed before another one was set: a breach that happened is explained, never erased."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from casectl.core.case.model import Event
from casectl.core.clocks.runs import Run
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import mapping_of, text_of
from casectl.core.values.value_class import value_class


@value_class
class Missed:
    """A deadline that had passed when an event set a later one, `new_due`, for the same run."""

    due: datetime
    new_due: datetime
    event: Event


def missed_deadlines(run: Run, journal: Iterable[Event]) -> Iterator[Missed]:
    """The deadlines of a run that had passed, and were set later afterwards, in order.

    One that was paused then had not passed, and what a stopped run is followed by is another run's.
    """
    by_id = {event.id: event for event in journal}
    due, is_paused = None, False
    for event in filter(None, map(by_id.get, run.events)):
        record = mapping_of(event.mapping("clocks").get(run.clock))
        is_end = run.stopped is not None and event.id == run.events[-1]
        text = text_of(record.get("deadline")) if is_end else text_of(record.get("due") or record.get("deadline"))
        new = parse_instant(text) if text else due
        if due and new and not is_paused and to_seconds(due) < min(to_seconds(new), to_seconds(event.known_at)):
            yield Missed(due, new, event)
        due, is_paused = new, "paused" in record


def stays_missed(clock: str, due: datetime, zone: tzinfo) -> Message:
    """That a deadline which has passed is not moved by what would have made it later."""
    return msg(
        "{clock} was due {due} and stays missed: casectl override sets a deadline by hand, with the reason",
        clock=clock, due=format_instant(due, zone),
    )  # fmt: skip
