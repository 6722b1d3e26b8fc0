"""Reports about clocks: every run of a case's clocks, how each was reckoned, and what recomputing moves."""

from __future__ import annotations

from datetime import datetime, timedelta

from casectl.core.case.event import Event
from casectl.core.case.model import Case
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.recomputing import MovedDeadline
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock, Within
from casectl.core.time.segments import Segment
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class


@value_class
class ClockRow:
    """One run of a clock of a case. `state` is running, paused, met, late, excused or restarted.

    `late` is positive by how much the deadline has passed, or had when the clock stopped; for a paused clock it is
    what was left, negative. `rule` is None for a clock that the template does not know.
    """

    run: Run
    rule: Clock | None
    state: str
    late: timedelta


@value_class
class ClocksReport:
    """Every clock of a case at the moment `at`, by start; `notes` say which rules could not be found as they were."""

    case: Case
    at: datetime
    rows: list[ClockRow]
    notes: tuple[Message, ...] = ()


@value_class
class Cause:
    """An event that moved a run: the deadline that it recorded, or `state` as in `ClockRow` if it paused or ended it.

    `recorded_at` is the time of the commit that recorded it, None if that is not known.
    `notice` is the id of the contact by which the customer was told of it, "" if there is none; `excused_by` the clock
    that was met, or ``within`` where no row of the clock's table was for the case any more. `row` is the row of the
    table that counts since, if the event changed that by the names in `changed`.
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
    """How the `number`-th of a clock's `runs` came to its deadline.

    `count` is how its rule counts, `by_rule` where the rule alone would have put a deadline that was set by hand.
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
    """The explanations of a case's clocks at the moment `at`."""

    case: Case
    at: datetime
    found: list[Explanation]
    notes: tuple[Message, ...] = ()


@value_class
class MoveRow:
    """A deadline of a case that would move, or has moved: from `old` to `new`."""

    case_id: str
    title: str
    move: MovedDeadline


@value_class
class Recomputation:
    """What recomputing moves, at the moment `at` in `cases` cases; `applied` once it is recorded."""

    at: datetime
    rows: list[MoveRow]
    cases: int
    applied: bool
    notes: tuple[Message, ...] = ()
