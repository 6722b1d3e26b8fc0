"""How cases were handled: at once, again, higher up, or from hand to hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from casectl.core.figures.measure import TIMES, Measure, per_case, share, times
from casectl.core.figures.sample import DAY, Sample, Seen

REOPEN_WITHIN = 30 * DAY
"""How long after it was resolved a case that is taken up again counts against that."""


def fcr(sample: Sample) -> Iterator[Measure]:
    """The share of resolved cases that the customer never asked about again."""
    ours = sample.resolved
    yield share((each.id for each in ours if _at_first_contact(each, sample)), (each.id for each in ours))


def fcr_net(sample: Sample) -> Iterator[Measure]:
    """The same, of the cases that the first level could resolve."""
    ours = [each for each in sample.resolved if not _went_higher(each, sample.until)]
    yield share((each.id for each in ours if _at_first_contact(each, sample)), (each.id for each in ours))


def _at_first_contact(case: Seen, sample: Sample) -> bool:
    asked_again = any(act.kind == "in" and act.at > case.life.opened for act in case.so_far)
    return not (asked_again or _came_back(case, 0) or sample.complained_again(case, case.resolved[-1] + REOPEN_WITHIN))


def _went_higher(case: Seen, until: int) -> bool:
    teams = {each.team for each in case.life.stands if each.team and each.at < until}
    return len(teams) > 1 or any(act.kind == "escalated" for act in case.so_far)


def _came_back(case: Seen, since: int) -> bool:
    return any(0 <= again - at <= REOPEN_WITHIN for at in case.resolved if at >= since for again in case.taken_up)


def reopen_rate(sample: Sample) -> Iterator[Measure]:
    """The share of resolved cases that were taken up again within 30 days."""
    yield share((each.id for each in sample.resolved if _came_back(each, sample.since)),
                (each.id for each in sample.resolved))  # fmt: skip
    yield times((each.id for each in sample.seen for _ in _late_returns(each, sample.since)), "before")._replace(
        unit=TIMES
    )


def _late_returns(case: Seen, since: int) -> Iterator[int]:
    """When it was taken up again since, within 30 days of having been resolved before: nothing else counts that."""
    for again in case.taken_up:
        last = max((at for at in case.resolved if at <= again), default=None)
        if last is not None and last < since <= again <= last + REOPEN_WITHIN:
            yield again


def escalation_rate(sample: Sample) -> Iterator[Measure]:
    """The share of received cases that were escalated: at all, and to each level."""
    ours = {each.id: _levels(each) for each in sample.received}
    yield share((case for case, levels in ours.items() if levels), ours)
    for level in sorted({level for levels in ours.values() for level in levels}, key=_rank):
        yield share((case for case, levels in ours.items() if level in levels), ours, f"level:{level}")


def _levels(case: Seen) -> set[str]:
    return {act.word for act in case.so_far if act.kind == "escalated"}


def _rank(level: str) -> tuple[int, str]:
    return len(level), level


def handoffs(sample: Sample) -> Iterator[Measure]:
    """How often a case went from one owner or team to another."""
    yield times(case for case, moves in sample.passed_on for at, _, _ in moves if at >= sample.since)
    done = {each.id for each in sample.resolved}
    yield per_case([case for case, moves in sample.passed_on if case in done for _ in moves], done)


def offers_returned(sample: Sample) -> Iterator[Measure]:
    """How often an offered case was sent back."""
    yield times(case.id for case in sample.seen for act in case.acts if act.kind == "returned")


def ping_pong(sample: Sample) -> Iterator[Measure]:
    """The share of cases handed on in the period that went back to an owner who had them before."""
    moved, loops = [], []
    for case, passed in sample.passed_on:
        moved += [case] if any(at >= sample.since for at, _, _ in passed) else []
        owners = [(at, before.owner, after.owner) for at, before, after in passed if before.owner != after.owner]
        went_back = (at for (_, giver, _), (at, _, taker) in pairwise(owners) if giver and giver == taker)
        loops += [case for at in went_back if at >= sample.since]
    back = [*dict.fromkeys(loops)]
    yield share(back, moved)
    yield times(loops, "loops")._replace(unit=TIMES)


def contacts(sample: Sample) -> Iterator[Measure]:
    """How often there was contact with customers in either direction, and of each resolved case all of it so far."""
    for way in ("in", "out"):
        yield times((each.id for each in sample.seen for act in each.acts if act.kind == way), way)
    done = sample.resolved
    yield per_case([each.id for each in done for act in each.so_far if act.kind in ("in", "out")],
                   {each.id for each in done})  # fmt: skip
    yield times((each.id for each in sample.seen for at in _changes_of_channel(each) if at >= sample.since),
                "other_channel")  # fmt: skip


def _changes_of_channel(case: Seen) -> Iterator[int]:
    """When the customer came by another channel than the time before, as far as both are known."""
    last = case.life.said.get("channel", "")
    for at, kind, channel in case.so_far:
        if kind == "in" and channel:
            if last not in ("", channel):
                yield at
            last = channel
