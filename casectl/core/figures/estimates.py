"""Percentiles and intervals, in whole numbers as far as they go, so that every machine gets the same.

Sources: nearest rank is x at place ⌈p·n⌉; Kaplan and Meier, JASA 53 (1958); Wilson, JASA 22 (1927), with z = 1.96.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import prod, sqrt

from casectl.core.values.value_class import NamedTuple

_Z = 1.96
_NEAR = 1e-9
"""What a product of a million shares may be beside the truth, and more."""


class Interval(NamedTuple):
    """Between what values the true share of which a sample was drawn is to be expected, in percent."""

    low: float
    high: float


def nearest_rank(values: Sequence[int], percent: int) -> int | None:
    """The percentile of some values: the smallest that so many percent of them do not exceed; None of no values."""
    place = -(-percent * len(values) // 100)
    return sorted(values)[max(place, 1) - 1] if values else None


def kaplan_meier(ended: Sequence[int], going_on: Sequence[int], *percents: int) -> list[int | None]:
    """Percentiles, given from low to high, of lengths of which some are not over yet: so long at least are those that
    are `going_on`.

    None where too few have ended for that share of all to be known. One that ended counts before one that goes on and
    is as long.
    """
    found: list[int | None] = []
    deaths, left = Counter(ended), Counter(going_on)
    at_risk, surviving = len(ended) + len(going_on), _Surviving()
    for length in sorted({*deaths, *left}):
        if deaths[length]:
            surviving.step(at_risk - deaths[length], at_risk)
            while len(found) < len(percents) and surviving.is_at_most(100 - percents[len(found)]):
                found.append(length)
        at_risk -= deaths[length] + left[length]
    return [*found, *(None for _ in percents[len(found) :])]


class _Surviving:
    """The share of those that have not ended: a product of fractions, exact where that decides."""

    def __init__(self) -> None:
        self._about = 1.0
        self._steps: list[tuple[int, int]] = []

    def step(self, part: int, whole: int) -> None:
        """Of so many that were left so many still are; where nobody else went in between, two steps are one."""
        self._about *= part / whole
        before = self._steps.pop() if self._steps and self._steps[-1][0] == whole else (whole, whole)
        self._steps.append((part, before[1]))

    def is_at_most(self, percent: int) -> bool:
        """Whether no more than so many percent are left."""
        if abs(self._about - percent / 100) > _NEAR:
            return self._about < percent / 100
        return 100 * prod(part for part, _ in self._steps) <= percent * prod(whole for _, whole in self._steps)


def percent(part: int, whole: int) -> float | None:
    """A share in percent to one decimal, halves rounded up; None of nothing."""
    return (2000 * part + whole) // (2 * whole) / 10 if whole else None


def mean_of(total: int, count: int) -> float | None:
    """A mean to two decimals, halves rounded up; None of nothing."""
    return (200 * total + count) // (2 * count) / 100 if count else None


def wilson(part: int, whole: int) -> Interval | None:
    """The interval in which a share of `whole` lies at 95 %, in percent to one decimal; None of nothing."""
    if not whole:
        return None
    share, square = part / whole, _Z * _Z
    middle = share + square / (2 * whole)
    reach = _Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    below = 1 + square / whole
    low, high = max(0.0, middle - reach) / below, min(middle + reach, below) / below
    return Interval(round(low * 100, 1), round(high * 100, 1))


def promoters(for_us: int, against: int, whole: int) -> Interval | None:
    """The interval in which a net promoter score lies at 95 %, by its standard error √((P + D - (P - D)²) / n); None of
    nothing.
    """
    if not whole:
        return None
    first, second = for_us / whole, against / whole
    score = first - second
    reach = _Z * sqrt((first + second - score * score) / whole)
    return Interval(round(max(score - reach, -1) * 100, 1), round(min(score + reach, 1) * 100, 1))
