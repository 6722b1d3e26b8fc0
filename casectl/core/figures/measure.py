"""What a figure comes to: values with what they are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from casectl.core.figures.estimates import Interval, kaplan_meier, nearest_rank, percent, wilson
from casectl.core.values.named_tuple import NamedTuple

CASES, TIMES, PERCENT, SECONDS, SCORE, MONEY = "cases", "times", "percent", "seconds", "score", "money"
"""The units of figures: how many cases, how often, a share, a length of time, a score, an amount with its currency."""

Amount: TypeAlias = "int | float | str | None"
Length: TypeAlias = "tuple[str, int]"
"""The id of a case, and a length in seconds."""


class Measure(NamedTuple):
    """One value of a figure; None where there is nothing of which it could be one.

    `part` tells the values of one figure apart: ``median``, a clock, a state. `number` is how many there are of what
    the value is about, among `whole` (None: it is no share); `open` of them are not over yet. `cases` are those that
    count, `others` those that are looked at and do not. `unit` is that of the figure if it is not said.
    """

    part: str
    value: Amount
    number: int
    whole: int | None = None
    interval: Interval | None = None
    open: int | None = None
    cases: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unit: str = ""


def cases_of(cases: Iterable[str], part: str = "") -> Measure:
    """How many cases."""
    found = _once(cases)
    return Measure(part, len(found), len(found), cases=found)


def times(cases: Iterable[str], part: str = "") -> Measure:
    """How often something happened, in the cases named each time."""
    found = [*cases]
    return Measure(part, len(found), len(found), cases=_once(found))


def share(counting: Iterable[str], all_of_them: Iterable[str], part: str = "") -> Measure:
    """The share of those that count among all, each named by its case; a case may be there more than once."""
    some, whole = [*counting], [*all_of_them]
    met = {*some}
    return Measure(part, percent(len(some), len(whole)), len(some), len(whole), wilson(len(some), len(whole)),
                   cases=_once(some), others=_once(each for each in whole if each not in met))  # fmt: skip


def lengths(ended: Sequence[Length]) -> Iterator[Measure]:
    """Median and 90th percentile of what ended in the period, by nearest rank."""
    values, cases = [length for _, length in ended], _once(case for case, _ in ended)
    for part, rank in (("median", 50), ("p90", 90)):
        yield Measure(part, nearest_rank(values, rank), len(values), cases=cases)


def lengths_with_open(ended: Sequence[Length], going_on: Sequence[Length]) -> Iterator[Measure]:
    """The same of all that began in the period, those that are not over counted as at least as long as until now."""
    over, open_ones = [length for _, length in ended], [length for _, length in going_on]
    cases, others = _once(case for case, _ in ended), _once(case for case, _ in going_on)
    for part, rank in (("median_with_open", 50), ("p90_with_open", 90)):
        value = kaplan_meier(over, open_ones, rank)
        yield Measure(part, value, len(over), len(over) + len(open_ones), None, len(open_ones), cases, others)


def _once(cases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*cases}))
