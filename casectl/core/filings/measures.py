"""What a box of a return may count: cases, sums and shares of boxes, medians, redress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from casectl.core.figures.estimates import percent
from casectl.core.figures.paid import PER_CASE, redress_paid
from casectl.core.figures.sample import Sample, Seen
from casectl.core.filings.filed import Filed
from casectl.core.history.life import ClockRun
from casectl.core.values.value_class import NamedTuple, value_class

Number = int | float | str | None
"""The value of a box: None where it cannot be known, a text for an amount of money."""


class Filled(NamedTuple):
    """What is in a box, and the cases that it is about; `part` tells several values of one box apart."""

    value: Number
    cases: tuple[str, ...] = ()
    part: str = ""


Boxes = Mapping[str, Number]
"""The boxes filled so far: those of the same section by name, every one as ``section.box``."""


class Measure(Protocol):
    """A rule by which a box is filled."""

    @property
    def boxes(self) -> Sequence[str]:
        """The boxes that it needs."""
        ...

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """What is in the box."""
        ...


POPULATIONS: dict[str, Callable[[Sample], list[Seen]]] = {
    "received": lambda sample: sample.received,
    "brought": lambda sample: [each for each in sample.seen if each.was_open],
    "closed": lambda sample: sample.closed,
    "open": lambda sample: sample.open,
}
"""Cases of a period."""

ENDED, BEGUN = "ended", "begun"
"""Cases whose clock ended in the period, met or missed, or began in it."""

_DUE = ("met", "late")


@value_class
class Cases:
    """The number of cases of a population, as far as each of what is given here is true of them."""

    population: str
    clock: str = ""
    decisions: tuple[str, ...] = ()
    in_time: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    has: str = ""
    boxes: tuple[str, ...] = ()

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """The number, with the cases."""
        found = tuple(sorted(each.id for each in self._population(filed.sample) if self._counts(filed, each)))
        yield Filled(len(found), found)

    def _population(self, sample: Sample) -> list[Seen]:
        if self.population in POPULATIONS:
            return POPULATIONS[self.population](sample)
        return [each for each in sample.seen if any(self._is_run(sample, run) for run in each.life.runs)]

    def _is_run(self, sample: Sample, run: ClockRun) -> bool:
        """Whether a run of the clock began in the period, or ended in it."""
        if self.population == BEGUN:
            return run.clock == self.clock and sample.since <= run.moves[0][0] < sample.until
        return run.clock == self.clock and _ended(sample, run) and (run.stopped or 0) >= sample.since

    def _counts(self, filed: Filed, case: Seen) -> bool:
        late = {run.clock for run in case.life.runs if _ended(filed.sample, run) and run.verdict == "late"
                and (run.clock != self.clock or self._is_run(filed.sample, run))}  # fmt: skip
        return (
            (not self.decisions or filed.decided(case) in self.decisions)
            and late.isdisjoint(self.in_time)
            and not (self.late and late.isdisjoint(self.late))
            and (not self.has or bool(filed.field(case, self.has)))
        )


def _ended(sample: Sample, run: ClockRun) -> bool:
    return run.stopped is not None and run.stopped < sample.until and run.verdict in _DUE


@value_class
class Sum:
    """Boxes added up, less others."""

    add: tuple[str, ...]
    less: tuple[str, ...]

    @property
    def boxes(self) -> tuple[str, ...]:
        """The boxes that it needs."""
        return (*self.add, *self.less)

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """The sum."""
        yield Filled(sum(_whole(boxes, each) for each in self.add) - sum(_whole(boxes, each) for each in self.less))


@value_class
class Share:
    """The percentage that a box is of another; none of nothing."""

    boxes: tuple[str, ...]

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """The percentage."""
        yield Filled(percent(*(_whole(boxes, each) for each in self.boxes)))


@value_class
class Rate:
    """A box for so many of a number in the settings; none where the settings do not have it."""

    box: str
    per: str
    times: int

    @property
    def boxes(self) -> tuple[str, ...]:
        """The boxes that it needs."""
        return (self.box,)

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """The rate, with one decimal."""
        number = filed.number(self.per)
        yield Filled(round(_whole(boxes, self.box) / number * self.times, 1) if number else None)


@value_class
class Change:
    """By how many percent a box differs from the period before; none if that had nothing."""

    box: str
    measure: Measure

    @property
    def boxes(self) -> tuple[str, ...]:
        """The boxes that it needs."""
        return (self.box,)

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """The change."""
        before = next(iter(self.measure.fill(filed.as_before, {}))).value
        yield Filled(change(_whole(boxes, self.box), before if isinstance(before, int) else 0))


def change(now: int, before: int) -> float | None:
    """By how many percent a number has changed; None from nothing."""
    return round((now - before) / before * 100, 1) if before else None


@value_class
class MedianOf:
    """The median of the boxes of a section, the mean of the middle two of an even number; none of none."""

    section: str
    boxes: tuple[str, ...] = ()

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """The median."""
        inside = f"{self.section}."
        yield Filled(median(value for name, value in boxes.items() if name.startswith(inside) and ":" not in name
                            and isinstance(value, int)))  # fmt: skip


@value_class
class MedianDays:
    """The median of the days that cases of a population took."""

    population: str
    boxes: tuple[str, ...] = ()

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """The median, with the cases."""
        cases = POPULATIONS[self.population](filed.sample)
        yield Filled(median(filed.days(each) for each in cases), tuple(sorted(each.id for each in cases)))


def median(values: Iterable[int]) -> int | float | None:
    """The median: of an even number the mean of the middle two."""
    found = sorted(values)
    if not found:
        return None
    both = found[(len(found) - 1) // 2] + found[len(found) // 2]
    return both // 2 if both % 2 == 0 else both / 2


@value_class
class Paid:
    """The redress paid in the period, in each currency: the sum of the figure redress_paid."""

    boxes: tuple[str, ...] = ()

    def fill(self, filed: Filed, boxes: Boxes) -> Iterable[Filled]:
        """The sum in each currency, with the cases."""
        sums: dict[str, tuple[Decimal, set[str]]] = {}
        for each in redress_paid(filed.sample):
            kind, _, currency = each.part.partition(":")
            if currency and kind not in PER_CASE:
                total, cases = sums.get(currency, (Decimal(), set()))
                sums[currency] = (total + Decimal(str(each.value).partition(" ")[0]), cases | {*each.cases})
        for currency, (total, cases) in sorted(sums.items()):
            yield Filled(f"{total:f} {currency}", tuple(sorted(cases)), currency)
        if not sums:
            yield Filled(0)


def _whole(boxes: Boxes, name: str) -> int:
    value = boxes.get(name)
    return value if isinstance(value, int) else 0
