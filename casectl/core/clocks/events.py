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
from casectl.core.time.instants import parse_instant, to_seconds
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


def _paused(request: ClockEvent) -> Record:
    run = request.run
    if run is None or run.pause:
        return {}
    return paused(request.count, run, request.event.text("code"), request.at, request.zone)


def _resumed(request: ClockEvent) -> Record:
    run = request.run
    return resumed(request.count, run, request.at, request.zone) if run and run.pause else {}


def _extended(request: ClockEvent) -> Record:
    if request.run is None or request.run.pause:
        return {}
    due = extended_due(request.count, request.run, request.event.text("length"), request.event.text("until"))
    length, until = request.event.text("length"), request.event.text("until")
    mark: Record = {"extended_by": length} if length else {"extended_to": Plain(until)}
    return {**_running(request, request.run, due), **mark}


def extended_due(count: DeadlineCalculator, run: Run, length: str, until: str) -> datetime:
    """The deadline of a run extended by a duration, or to an instant; moved to the end of its day if the rule says
    so.
    """
    return count.later(run.due, length) if length else count.ended(parse_instant(until))


def _restarted(request: ClockEvent) -> Record:
    """Restart the clock; a run that had expired is late."""
    within = duration_for(request.count.clock.within, request.after, request.rules.fields)
    if not within:
        return {}
    restart = {**started(request.count, request.at, within, request.zone), "restarted": request.event.text("code")}
    due = effective_due(request.count, request.run, request.at) if request.run else request.at
    if request.run is None or to_seconds(request.at) <= to_seconds(due):
        return restart
    return {**stopped(request.run, request.at, due, request.zone), **restart}


def _overridden(request: ClockEvent) -> Record:
    if request.run is None or request.run.pause:
        return {}
    record = _running(request, request.run, parse_instant(request.event.text("until")))
    record.pop("provisional", None)  # does not depend on a calendar
    return {**record, "overridden": Plain("yes")}


def _recomputed(request: ClockEvent) -> Record:
    run = request.run
    within = duration_of_run(run, request.count.clock, request.after, request.rules.fields) if run else ""
    if run is None or not within:
        return {}
    return moved(request.count, run, kept_if_expired(request.count, run, within, request.at), request.zone)


def _running(request: ClockEvent, run: Run, due: datetime) -> Record:
    return running(request.count, run.start, due, run.within, request.zone)


CLOCK_EVENTS: dict[str, Callable[[ClockEvent], Record]] = {
    "paused": _paused,
    "resumed": _resumed,
    "extended": _extended,
    "restarted": _restarted,
    "overridden": _overridden,
    "recomputed": _recomputed,
}
"""The kinds of event about the clocks named in their detail `clock`, and the function that makes each record."""
