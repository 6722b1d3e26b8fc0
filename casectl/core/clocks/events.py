"""The events about a clock, and the record of each. One function and one row in CLOCK_EVENTS each.

Such an event names its clocks in the detail `clock`; a clock to which it does not apply (any more) is unchanged.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from casectl.core.case.event import Event
from casectl.core.case.model import Header
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.records import (
    Record,
    duration_for,
    duration_of_run,
    effective_due,
    kept_if_expired,
    moved,
    paused,
    resumed,
    running,
    started,
    stopped,
)
from casectl.core.clocks.rules import ClockContext
from casectl.core.clocks.runs import Run
from casectl.core.time.instants import parse_instant
from casectl.core.values.tree import Plain
from casectl.core.values.value_class import value_class


@value_class
class ClockEvent:
    """An event about this clock, the header after it, and the clock's open run."""

    event: Event
    after: Header
    rules: ClockContext
    count: DeadlineCalculator
    run: Run | None

    @property
    def at(self) -> datetime:
        """The time of the event."""
        return self.event.at

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are written."""
        return self.rules.zone


def _paused(asked: ClockEvent) -> Record:
    run = asked.run
    return paused(asked.count, run, asked.event.text("code"), asked.at, asked.zone) if run and not run.pause else {}


def _resumed(asked: ClockEvent) -> Record:
    run = asked.run
    return resumed(asked.count, run, asked.at, asked.zone) if run and run.pause else {}


def _extended(asked: ClockEvent) -> Record:
    if asked.run is None or asked.run.pause:
        return {}
    due = extended_due(asked.count, asked.run, asked.event.text("length"), asked.event.text("until"))
    length, until = asked.event.text("length"), asked.event.text("until")
    mark: Record = {"extended_by": length} if length else {"extended_to": Plain(until)}
    return {**_running(asked, asked.run, due), **mark}


def extended_due(count: DeadlineCalculator, run: Run, length: str, until: str) -> datetime:
    """The deadline of a run extended by a duration, or to an instant; moved to the end of its day if the rule says
    so.
    """
    return count.later(run.due, length) if length else count.ended(parse_instant(until))


def _restarted(asked: ClockEvent) -> Record:
    """Restart the clock; a run that had expired is late."""
    within = duration_for(asked.count.clock.within, asked.after, asked.rules.fields)
    if not within:
        return {}
    restart = {**started(asked.count, asked.at, within, asked.zone), "restarted": asked.event.text("code")}
    due = effective_due(asked.count, asked.run, asked.at) if asked.run else asked.at
    return {**stopped(asked.run, asked.at, due, asked.zone), **restart} if asked.run and asked.at > due else restart


def _overridden(asked: ClockEvent) -> Record:
    if asked.run is None or asked.run.pause:
        return {}
    record = _running(asked, asked.run, parse_instant(asked.event.text("until")))
    record.pop("provisional", None)  # does not depend on a calendar
    return {**record, "overridden": Plain("yes")}


def _recomputed(asked: ClockEvent) -> Record:
    run = asked.run
    within = duration_of_run(run, asked.count.clock, asked.after, asked.rules.fields) if run else ""
    if run is None or not within:
        return {}
    return moved(asked.count, run, kept_if_expired(asked.count, run, within, asked.at), asked.zone)


def _running(asked: ClockEvent, run: Run, due: datetime) -> Record:
    return running(asked.count, run.start, due, run.within, asked.zone)


CLOCK_EVENTS: dict[str, Callable[[ClockEvent], Record]] = {
    "paused": _paused,
    "resumed": _resumed,
    "extended": _extended,
    "restarted": _restarted,
    "overridden": _overridden,
    "recomputed": _recomputed,
}
"""The kinds of event about the clocks named in their detail `clock`, and the function that makes each record."""
