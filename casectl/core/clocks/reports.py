"""Reports about clocks: every run of a case's clocks, how each was calculated, and what recalculating moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta

from casectl.core.case.model import Case, Event
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.missed import Missed
from casectl.core.clocks.recomputing import MovedDeadline
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock, Within
from casectl.core.time.segments import Segment
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class


@value_class
class ClockRow:
    """One run of a clock of a case. `state` is running, paused, met, late, fell_away, excused or restarted.

    `late` is the time since the deadline, up to `at` or to when the clock stopped; negative while it is ahead. For a
    paused clock it is the time that was left, negative. `rule` is None for a clock that the template does not know.
    `missed` has the deadlines that had passed before later ones were set.
    """

    run: Run
    rule: Clock | None
    state: str
    late: timedelta
    missed: tuple[Missed, ...] = ()


@value_class
class ClocksReport:
    """Every clock of a case at `at`, by start; `notes` name the rules of which the old version could not be found.

    `apart` says of events how long only one clone knew of them, where a merge brought them much later.
    """

    case: Case
    at: datetime
    rows: list[ClockRow]
    notes: tuple[Message, ...] = ()
    apart: Mapping[str, timedelta] = field(default_factory=dict)


@value_class
class Cause:
    """An event that moved a run: the deadline that it recorded, or `state` as in `ClockRow` if it paused or ended
    it.

    `recorded_at` is the time of the commit that recorded it, None if unknown. `notice` is the id of the contact in
    which the customer was notified, "" if there is none. `excused_by` is the clock that was met, or ``within`` if no
    row of the clock's table applied any more. `row` is the row that applies since, if the event changed that through
    the names in `changed`.
    """

    event: Event
    due: datetime | None
    commit: str
    state: str = ""
    notice: str = ""
    excused_by: str = ""
    recorded_at: datetime | None = None
    row: Within | None = None
    changed: tuple[str, ...] = ()


@value_class
class Explanation:
    """How the deadline of the `number`-th of a clock's `runs` came about.

    `count` calculates by its rule; `by_rule` is what the rule alone gives for a deadline that was set by hand, or
    that differs from it all the same.
    """

    row: ClockRow
    number: int
    runs: int
    segments: list[Segment]
    causes: list[Cause]
    count: DeadlineCalculator | None = None
    by_rule: datetime | None = None


@value_class
class Explanations:
    """The explanations of a case's clocks at `at`."""

    case: Case
    at: datetime
    found: list[Explanation]
    notes: tuple[Message, ...] = ()


@value_class
class MoveRow:
    """A deadline that would move, or has moved, from `old` to `new`."""

    case_id: str
    title: str
    move: MovedDeadline


@value_class
class Recomputation:
    """What recalculating moves at `at`, in `cases` cases; `applied` once it is recorded."""

    at: datetime
    rows: list[MoveRow]
    cases: int
    applied: bool
    notes: tuple[Message, ...] = ()
