"""The deadlines of a case as of an instant, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from casectl.core.history.life import ClockRun, Life
from casectl.core.values.value_class import NamedTuple

MET, MISSED_LATE, MISSED_OPEN, MISSED_MOVED = "met", "late", "open", "moved"
FELL_AWAY = ("fell_away", "excused", "restarted")
"""What ends a run before its deadline without the duty being met or missed."""

POSTPONED = "postponed"
"""A deadline that was moved to a later time, or paused, before it had passed; the new one counts when it falls."""


class Deadline(NamedTuple):
    """A deadline `at` that has passed, or would have: of a case, by the name and kind of its clock.

    `outcome` is MET, one of FELL_AWAY, POSTPONED, or how it was missed: met late, not met yet, or moved after it had
    passed. It was `settled` when it was met, moved or fell away, at the latest when it passed: who had the case then
    answers for it.
    """

    case: str
    clock: str
    at: int
    outcome: str
    marks: tuple[str, ...]
    kind: str = ""
    settled: int = 0

    @property
    def counts(self) -> bool:
        """Whether it was met or missed."""
        return self.outcome not in (*FELL_AWAY, POSTPONED)

    @property
    def was_met(self) -> bool:
        """Whether it was met."""
        return self.outcome == MET


def deadlines_of(life: Life, since: int, until: int) -> list[Deadline]:
    """The deadlines between two instants (seconds since 1970); of a run that goes on, only those that have passed.

    A deadline that was moved after it had passed stays missed, and the new one counts besides.
    """
    found = []
    for run in life.runs:
        if len(run.moves) == 1 and not since <= run.due < until:  # so are most, in each single month
            continue
        for at, outcome, settled in _outcomes(run, until):
            if since <= at < until:
                found.append(Deadline(life.id, run.clock, at, outcome, tuple(run.marks), "", settled))
    return found


def _outcomes(run: ClockRun, until: int) -> Iterator[tuple[int, str, int]]:
    moves = [(at, due) for at, due in run.moves if at < until]
    for (_, due), (moved_at, new) in pairwise(moves):
        if due is not None and (new is None or due < new):
            yield due, MISSED_MOVED if due < moved_at else POSTPONED, min(due, moved_at)
    if run.stopped is not None and run.stopped < until:
        outcome = MISSED_LATE if run.stopped > run.due and run.verdict != MET else run.verdict
        yield run.due, outcome, min(run.stopped, run.due)
    elif moves and (last := moves[-1][1]) is not None and last < until:
        yield last, MISSED_OPEN, last
