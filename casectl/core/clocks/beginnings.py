"""How a run of a clock began, and what is older than it, or only tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casectl.core.case.acts import same_act
from casectl.core.case.contacts import CONTACTED, NOTICE
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.model import RETYPED, Event
from casectl.core.clocks.records import stop_triggers
from casectl.core.clocks.rules import ClockContext
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import list_of

_PUT_OFF = frozenset({"paused", "extended"})
"""The kinds of events of which the customer is told."""


def passes_by(event: Event, clock: Clock, run: Run, journal: Sequence[Event]) -> bool:
    """Whether an event does nothing to a run of a clock: it tells the customer that the clock was paused or extended,
    or it happened before the run began, and was only entered after it, such as a call before the case was registered.

    What moves the case, or says that fields changed, is about the present.
    """
    if event.kind == CONTACTED and _gives_notice(event, clock, journal):
        return True
    if beginning_after(event, run, journal) is None:  # nearly always
        return False
    return "changed" not in event.data and not kind_of(event.kind).enters_state


def _gives_notice(event: Event, clock: Clock, journal: Sequence[Event]) -> bool:
    if event.text(NOTICE) != "yes":
        return False
    named = (list_of(each.data.get("clock")) for each in same_act(journal, event) if each.kind in _PUT_OFF)
    return any(clock.name in names for names in named)


def beginning_after(event: Event, run: Run, journal: Sequence[Event]) -> datetime | None:
    """When a run began, if the event happened before that; a run that counts from a date to come begins when that was
    recorded.
    """
    if to_seconds(event.at) >= to_seconds(run.start):
        return None
    by = _first(run, journal)
    return min(run.start, by.at, key=to_seconds) if by and to_seconds(event.at) < to_seconds(by.at) else None


def began_by_itself(run: Run, clock: Clock, journal: Sequence[Event], rules: ClockContext) -> bool:
    """Whether what starts the clock began the run, rather than another row that was put right again since."""
    by = _first(run, journal)
    if by is None:
        return True
    triggers = rules.triggers_of(by) | stop_triggers(by.mapping("clocks"))
    return by.kind in ("reopened", RETYPED) or bool(triggers & set(clock.starts))


def _first(run: Run, journal: Sequence[Event]) -> Event | None:
    return next((each for each in journal if each.id == run.events[0]), None)
