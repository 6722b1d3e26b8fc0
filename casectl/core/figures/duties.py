"""How far deadlines and promises were met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casectl.core.figures.deadlines import FELL_AWAY, MISSED_MOVED, POSTPONED, Deadline
from casectl.core.figures.measure import TIMES, Measure, share, times
from casectl.core.figures.sample import Sample
from casectl.core.history.life import BY_CLOSING
from casectl.core.history.life_rows import Asked

PROMISE, KEPT, CANCELLED = "promise", "kept", "cancelled"


def attainment(sample: Sample) -> Iterator[Measure]:
    """The share of deadlines met: of each kind of clock, and of each clock."""
    ours = [each for each in sample.deadlines if each.counts]
    for kind in ("regulatory", "internal"):
        yield _met((each for each in ours if each.kind == kind), kind)
    for clock in _clocks(ours):
        yield _met((each for each in ours if each.clock == clock), f"clock:{clock}")
    closing = [each.case for each in ours if each.was_met and BY_CLOSING in each.marks]
    yield times(closing, BY_CLOSING)._replace(unit=TIMES)


def _met(deadlines: Iterable[Deadline], part: str) -> Measure:
    found = [*deadlines]
    return share((each.case for each in found if each.was_met), (each.case for each in found), part)._replace(
        others=tuple(sorted({each.case for each in found if not each.was_met}))
    )


def fell_away(sample: Sample) -> Iterator[Measure]:
    """The deadlines that fell away before they had passed, by clock."""
    gone = [each for each in sample.deadlines if each.outcome in FELL_AWAY]
    for clock in _clocks(gone):
        yield times((each.case for each in gone if each.clock == clock), f"clock:{clock}")


def moved_late(sample: Sample) -> Iterator[Measure]:
    """The deadlines that were moved after they had passed."""
    yield times(each.case for each in sample.deadlines if each.outcome == MISSED_MOVED)


def postponed(sample: Sample) -> Iterator[Measure]:
    """The deadlines that were moved to a later time, or paused, before they had passed."""
    yield times(each.case for each in sample.deadlines if each.outcome == POSTPONED)


def set_by_hand(sample: Sample) -> Iterator[Measure]:
    """The share met of the deadlines that were set by hand, and of those that were imported."""
    for mark in ("overridden", "imported"):
        yield _met((each for each in sample.deadlines if each.counts and mark in each.marks), mark)


def _clocks(deadlines: Iterable[Deadline]) -> list[str]:
    return sorted({each.clock for each in deadlines})


def promises_kept(sample: Sample) -> Iterator[Measure]:
    """The share of promises kept, of those that were due in the period."""
    due = [
        (case.id, _was_kept(each, sample.until))
        for case in sample.seen
        for each in case.life.asked
        if each.kind == PROMISE and sample.since <= each.due < sample.until and not _fell_away(each)
    ]
    kept = [case for case, was_kept in due if was_kept]
    broken = tuple(sorted({case for case, was_kept in due if not was_kept}))
    yield share(kept, (case for case, _ in due))._replace(others=broken)


def _fell_away(each: Asked) -> bool:
    return each.result == CANCELLED and each.ended is not None and each.ended <= each.due


def _was_kept(each: Asked, until: int) -> bool:
    if each.ended is None or each.ended >= until or each.result == CANCELLED:
        return False
    return each.result == KEPT or (not each.result and each.ended <= each.due)
