"""Signals: points of a control chart that chance does not explain.

Sources: NHS England, Making data count (NHSRplotthedots); Anhøj and Olesen, PLoS ONE 9 (2014), for runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from math import comb

from casectl.core.values.value_class import NamedTuple

OUTSIDE, SHIFT, TREND, NEAR = "outside", "shift", "trend", "near"
"""Outside the limits; seven on one side of the centre; seven that rise or fall; two of three near the same limit."""

_SEVEN = 7


class Spot(NamedTuple):
    """A point: its value, the centre, and how far from the centre a standard deviation reaches; None: no limits."""

    value: float
    centre: float
    sigma: float | None

    @property
    def side(self) -> int:
        """1 above the centre, -1 below, 0 on it."""
        return (self.value > self.centre) - (self.value < self.centre)

    def is_beyond(self, sigmas: int) -> bool:
        """Whether it lies farther from the centre than so many standard deviations."""
        return self.sigma is not None and abs(self.value - self.centre) > sigmas * self.sigma


def signals_of(spots: Sequence[Spot]) -> list[tuple[str, ...]]:
    """What each point is a signal of, or a part of; points that have no value are not among them."""
    found = {
        OUTSIDE: {place for place, spot in enumerate(spots) if spot.is_beyond(3)},
        SHIFT: _in_sevens(spots, lambda seven: abs(sum(each.side for each in seven)) == _SEVEN),
        TREND: _in_sevens(spots, _is_trend),
        NEAR: _near(spots),
    }
    return [tuple(name for name, places in found.items() if place in places) for place in range(len(spots))]


def _in_sevens(spots: Sequence[Spot], holds: Callable[[Sequence[Spot]], bool]) -> set[int]:
    """The places in any seven points in a row of which it holds."""
    starts = (start for start in range(len(spots) - _SEVEN + 1) if holds(spots[start : start + _SEVEN]))
    return {place for start in starts for place in range(start, start + _SEVEN)}


def _is_trend(spots: Sequence[Spot]) -> bool:
    pairs = [*pairwise(each.value for each in spots)]
    return all(new > old for old, new in pairs) or all(new < old for old, new in pairs)


def _near(spots: Sequence[Spot]) -> set[int]:
    """The places near a limit in any three in a row, all on one side, of which at least two are."""

    def places() -> Iterator[int]:
        for start in range(len(spots) - 2):
            three = spots[start : start + 3]
            near = [start + place for place, each in enumerate(three) if each.is_beyond(2) and not each.is_beyond(3)]
            if len(near) > 1 and abs(sum(each.side for each in three)) == len(three):
                yield from near

    return {*places()}


class Runs(NamedTuple):
    """Runs on one side of the centre, of the `useful` points that are not on it: the longest, how often the line is
    crossed, and how long and how often chance would have it.
    """

    useful: int
    longest: int
    longest_expected: int
    crossings: int
    crossings_expected: int

    @property
    def is_signal(self) -> bool:
        """Whether a run is longer, or the line crossed more rarely, than by chance."""
        return self.longest > self.longest_expected or self.crossings < self.crossings_expected


def runs_of(spots: Sequence[Spot]) -> Runs | None:
    """The runs of Anhøj; None where no point is off the centre."""
    lengths = [len([*run]) for _, run in groupby(each.side for each in spots if each.side)]
    useful = sum(lengths)
    if not useful:
        return None
    longest = (useful * useful).bit_length() // 2 + 3  # round(log2(useful)) + 3, without a float
    return Runs(useful, max(lengths), longest, len(lengths) - 1, _least_crossings(useful - 1))


def _least_crossings(trials: int) -> int:
    """The 5th percentile of how often a coin comes up heads: the fewest with at least that much of the chance."""
    below, heads = 0, 0
    while True:
        below += comb(trials, heads)
        if 20 * below >= 2**trials:
            return heads
        heads += 1
