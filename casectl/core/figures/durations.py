"""How long customers wait, and where the time goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from casectl.core.figures.measure import Length, Measure, lengths, lengths_with_open
from casectl.core.figures.sample import Sample, Seen, Stretch
from casectl.core.template.model import FINISHED

_Ends: TypeAlias = "Callable[[Seen], int | None]"


def first_response(sample: Sample) -> Iterator[Measure]:
    """From receipt to the first contact to the customer, by the clock and in working time."""
    yield from _since_receipt(sample, _first_answer)
    given = ((case, at) for case in sample.seen if (at := _first_answer(case)) is not None and at >= sample.since)
    worked = [(case.id, max(sample.desk.worked(case.life.received, at), 0)) for case, at in given]
    yield from (each._replace(part=f"{each.part}_working") for each in lengths(worked))


def resolution_first(sample: Sample) -> Iterator[Measure]:
    """From receipt until the case was resolved for the first time."""
    return _since_receipt(sample, lambda case: next(iter(case.resolved), None))


def resolution_last(sample: Sample) -> Iterator[Measure]:
    """From receipt until the case was resolved, with the time since it was taken up again."""
    return _since_receipt(sample, lambda case: case.resolved[-1] if len(case.resolved) > len(case.taken_up) else None)


def next_response(sample: Sample) -> Iterator[Measure]:
    """From what a customer said to the next contact to the customer."""
    answers = [(case.id, answered, waited) for case in sample.seen for answered, waited in _answers(case, sample.now)]
    given = [(case, waited) for case, answered, waited in answers if answered and answered >= sample.since]
    going_on = [case for case, answered, _ in answers if not answered]
    for each in lengths(given):
        yield each._replace(open=len(going_on), others=tuple(sorted({*going_on})))


def _answers(case: Seen, now: int) -> Iterator[tuple[int | None, int]]:
    """When the customer got an answer, and after how long; None and the time until now for the last, if still owed."""
    asked: int | None = None
    for act in case.so_far:
        if act.kind == "in" and asked is None:
            asked = act.at
        elif act.kind == "out" and asked is not None:
            yield act.at, act.at - asked
            asked = None
    if asked is not None and case.is_open:
        yield None, now - asked


def _first_answer(case: Seen) -> int | None:
    return next((act.at for act in case.so_far if act.kind == "out"), None)


def _since_receipt(sample: Sample, end_of: _Ends) -> Iterator[Measure]:
    """Of what ended in the period; then of what was received in it, with what is not over."""
    ends = [(case, end_of(case)) for case in sample.seen]
    yield from lengths([_length(case, end) for case, end in ends if end is not None and end >= sample.since])
    ours = [(case, end) for case, end in ends if case.life.received >= sample.since]
    yield from lengths_with_open(
        [_length(case, end) for case, end in ours if end is not None],
        [_length(case, sample.now if case.is_open else case.last.at) for case, end in ours if end is None],
    )


def _length(case: Seen, end: int) -> Length:
    return case.id, max(end - case.life.received, 0)


_PARTS = ("with_us", "offered", "nobody", "waiting", "resolved")


def time_split(sample: Sample) -> Iterator[Measure]:
    """Where the time of all cases went, and all of it."""
    found: dict[str, list[Stretch]] = {part: [] for part in _PARTS}
    for each in sample.stretches:
        found[_where(sample, each)].append(each)
    yield from (_sum(part, stretches) for part, stretches in found.items())
    yield _sum("total", sample.stretches)


def _where(sample: Sample, each: Stretch) -> str:
    category = sample.rules.category(each.template, each.stand.state)
    if category == "waiting" or category in FINISHED:
        return "waiting" if category == "waiting" else "resolved"
    return "offered" if each.stand.offered else "with_us" if each.stand.owner else "nobody"


def time_in_states(sample: Sample) -> Iterator[Measure]:
    """The time of all cases in each state."""
    return _by_name(sample, lambda each: f"state:{each.stand.state}")


def time_with_owners(sample: Sample) -> Iterator[Measure]:
    """The time of all cases with each owner; while a handoff waits for an answer it is with the giver."""
    return _by_name(sample, lambda each: f"owner:{each.stand.owner or '-'}")


def _by_name(sample: Sample, name_of: Callable[[Stretch], str]) -> Iterator[Measure]:
    found: dict[str, list[Stretch]] = {}
    for each in sample.stretches:
        found.setdefault(name_of(each), []).append(each)
    return (_sum(name, found[name]) for name in sorted(found))


def _sum(part: str, stretches: Iterable[Stretch]) -> Measure:
    found = [*stretches]
    cases = tuple(sorted({each.case for each in found}))
    return Measure(part, sum(each.seconds for each in found), len(cases), cases=cases)
