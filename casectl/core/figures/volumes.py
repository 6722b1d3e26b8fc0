"""How many cases came, went and are left, and what is told apart from the rest."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.figures.estimates import nearest_rank
from casectl.core.figures.measure import Measure, cases_of, times
from casectl.core.figures.sample import Sample
from casectl.core.history.life import CORRECTED, LATE, MET_LATER, UNDONE


def brought(sample: Sample) -> Iterator[Measure]:
    """Open at the beginning."""
    yield cases_of(each.id for each in sample.seen if each.was_open)


def received(sample: Sample) -> Iterator[Measure]:
    """Received in the period."""
    yield cases_of(each.id for each in sample.received)


def reopened(sample: Sample) -> Iterator[Measure]:
    """How often a closed case was opened again in the period."""
    yield times(each.id for each in sample.seen for _ in each.reopenings)


def closed(sample: Sample) -> Iterator[Measure]:
    """How often a case was closed in the period."""
    yield times(each.id for each in sample.seen for _ in each.closings)


def carried(sample: Sample) -> Iterator[Measure]:
    """Open at the end."""
    yield cases_of(each.id for each in sample.open)


def open_age(sample: Sample) -> Iterator[Measure]:
    """How old the open cases are."""
    ages, cases = [sample.now - each.life.received for each in sample.open], tuple(each.id for each in sample.open)
    yield Measure("median", nearest_rank(ages, 50), len(ages), cases=cases)
    oldest = max(ages, default=None)
    of_that_age = (each.id for each in sample.open if sample.now - each.life.received == oldest)
    yield Measure("oldest", oldest, len(ages), cases=tuple(of_that_age))


def withdrawn(sample: Sample) -> Iterator[Measure]:
    """Closed as withdrawn, or as a second record of another case."""
    yield cases_of(each.id for each in sample.closed if sample.is_withdrawn(each))


def rate(sample: Sample) -> Iterator[Measure]:
    """Cases received for each so many of what the settings name; None where they say no number for the period."""
    cases = tuple(sorted(each.id for each in sample.received))
    for each in sample.desk.exposed:
        value = round(len(cases) * each.per / each.number, 2) if each.number else None
        yield Measure(f"per:{each.name}", value, len(cases), int(each.number) if each.number else None, cases=cases)


def imported(sample: Sample) -> Iterator[Measure]:
    """Imported cases among those received and those closed."""
    for part, cases in (("received", sample.received), ("closed", sample.closed)):
        yield cases_of((each.id for each in cases if each.life.is_imported), part)


def late_entries(sample: Sample) -> Iterator[Measure]:
    """What was recorded much later than it happened; and the deadlines that only such an entry has met."""
    yield times(_acts(sample, LATE))
    met = [each for each in sample.deadlines if each.was_met and MET_LATER in each.marks]
    yield times((each.case for each in met), "met")


def confirmations(sample: Sample) -> Iterator[Measure]:
    """Late entries on which somebody else has decided, and those that wait for it."""
    words = [(each.id, act.word) for each in sample.seen for act in each.acts if act.kind == "confirmed"]
    yield times((case for case, word in words if word != "refused"), "confirmed")
    yield times((case for case, word in words if word == "refused"), "refused")
    yield times((each.id for each in sample.seen for run in each.life.runs if "claimed" in run.marks), "waiting")


def overrides(sample: Sample) -> Iterator[Measure]:
    """Deadlines set by hand."""
    yield times(_acts(sample, "overridden"))


def undone(sample: Sample) -> Iterator[Measure]:
    """What was taken back."""
    yield times(_acts(sample, UNDONE))


def corrected(sample: Sample) -> Iterator[Measure]:
    """What figures are made of, changed afterwards: in all, and of each sort."""
    found = [(each.id, act.word) for each in sample.seen for act in each.acts if act.kind == CORRECTED]
    yield times(case for case, _ in found)
    for word in sorted({word for _, word in found}):
        yield times((case for case, what in found if what == word), word)


def _acts(sample: Sample, kind: str) -> list[str]:
    return [each.id for each in sample.seen for act in each.acts if act.kind == kind]
