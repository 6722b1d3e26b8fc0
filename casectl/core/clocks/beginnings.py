"""How a run of a clock began, and what is older than it."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.case.event_kinds import kind_of
from casectl.core.case.model import RETYPED, Event
from casectl.core.clocks.records import stop_triggers
from casectl.core.clocks.rules import ClockContext
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock
from casectl.core.time.instants import to_seconds


def happened_before(event: Event, run: Run, journal: Sequence[Event]) -> bool:
    """Whether an event happened before a run began, and was only entered after it, such as a call before the case was
    registered: it does nothing to the run. What moves the case, or says that fields changed, is about the present.
    """
    if to_seconds(event.at) >= to_seconds(run.start):
        return False
    if "changed" in event.data or kind_of(event.kind).enters_state:
        return False
    by = _first(run, journal)
    return by is not None and to_seconds(event.at) < to_seconds(by.at)


def began_by_itself(run: Run, clock: Clock, journal: Sequence[Event], rules: ClockContext) -> bool:
    """Whether what starts the clock began the run, rather than another row that was put right again since."""
    by = _first(run, journal)
    if by is None:
        return True
    triggers = rules.triggers_of(by) | stop_triggers(by.mapping("clocks"))
    return by.kind in ("reopened", RETYPED) or bool(triggers & set(clock.starts))


def _first(run: Run, journal: Sequence[Event]) -> Event | None:
    return next((each for each in journal if each.id == run.events[0]), None)
