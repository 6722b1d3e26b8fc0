"""What a figure comes to: values with what they are made of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from casectl.core.figures.estimates import Interval, kaplan_meier, mean_of, nearest_rank, percent, wilson
from casectl.core.values.value_class import NamedTuple

CASES, TIMES, PERCENT, SECONDS = "cases", "times", "percent", "seconds"
SCORE, MONEY, RATE = "score", "money", "rate"
"""The units of figures: how many cases, how often, a share, a length of time; a score or mean, an amount with its
currency, cases for each so many of something else.
"""

PERCENTILES = {"median": 50, "p90": 90, "p95": 95}
"""The percentiles shown for lengths of time, by the name of their part."""

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


def per_case(happened: Sequence[str], cases: Collection[str]) -> Measure:
    """How often something happened, in the cases named each time, for each of some cases on average."""
    count = len(happened)
    return Measure("per_case", mean_of(count, len(cases)), count, len(cases), cases=_once(happened),
                   others=_once({*cases} - {*happened}), unit=SCORE)  # fmt: skip


def share(counting: Iterable[str], all_of_them: Iterable[str], part: str = "") -> Measure:
    """The share of those that count among all, each named by its case; a case may be there more than once."""
    some, whole = [*counting], [*all_of_them]
    met = {*some}
    return Measure(part, percent(len(some), len(whole)), len(some), len(whole), wilson(len(some), len(whole)),
                   cases=_once(some), others=_once(each for each in whole if each not in met))  # fmt: skip


def lengths(ended: Sequence[Length]) -> Iterator[Measure]:
    """The percentiles of what ended in the period, by nearest rank."""
    values, cases = sorted(length for _, length in ended), _once(case for case, _ in ended)
    for part, rank in PERCENTILES.items():
        yield Measure(part, nearest_rank(values, rank), len(values), cases=cases)


def lengths_with_open(ended: Sequence[Length], going_on: Sequence[Length]) -> Iterator[Measure]:
    """The same of all that began in the period, those that are not over counted as at least as long as until now."""
    over, open_ones = [length for _, length in ended], [length for _, length in going_on]
    cases, others = _once(case for case, _ in ended), _once(case for case, _ in going_on)
    whole = len(over) + len(open_ones)
    for part, value in zip(PERCENTILES, kaplan_meier(over, open_ones, *PERCENTILES.values()), strict=True):
        yield Measure(f"{part}_with_open", value, len(over), whole, None, len(open_ones), cases, others)


def _once(cases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*cases}))
