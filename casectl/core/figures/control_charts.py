"""Control charts: between what limits a figure moves by chance.

Sources: Montgomery, Introduction to Statistical Quality Control, for p and u; Laney, Quality Engineering 14 (2002), for
p' and u'; Wheeler, and Nelson, J. Quality Technology 14 (1982), for individual values and the screening of ranges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import fsum, sqrt
from statistics import median
from typing import TypeAlias

from casectl.core.figures.signals import Runs, Spot, runs_of, signals_of
from casectl.core.values.value_class import NamedTuple

LEAST_POINTS = 12
"""Of fewer points no limits are drawn: the chart is a run chart, with the median in the middle."""

P, P_PRIME, U, U_PRIME, XMR, RUN = "p", "p'", "u", "u'", "XmR", "run"
"""The kinds of charts: of shares, of rates, both with the spread between periods (Laney), of values, without limits."""

LARGE = 300
"""From so many cases a period on, their number alone explains too little of how periods differ: then Laney's limits."""

_RANGE = 1.128
"""The mean range of two values, in standard deviations."""
_SCREEN = 3.267
"""Ranges so many times their mean are left out of it."""

Counted: TypeAlias = "tuple[int, int]"
"""How many, of how many."""


class Point(NamedTuple):
    """A point of a chart; without a value where there is nothing of which it could be one, without limits in a run
    chart. `signals` are those of `casectl.core.figures.signals`.
    """

    value: float | None
    low: float | None
    high: float | None
    signals: tuple[str, ...]


class ControlChart(NamedTuple):
    """A chart of one of the kinds; `centre` is None if there is no value at all."""

    kind: str
    centre: float | None
    points: tuple[Point, ...]
    runs: Runs | None


class _Line(NamedTuple):
    """The centre of a chart and the standard deviation of each point."""

    kind: str
    centre: float
    sigmas: Sequence[float | None]


def chart_of_shares(counts: Sequence[Counted], baseline: int | None = None) -> ControlChart:
    """The p chart of shares between 0 and 1; p' of large periods, whose own spread then sets the limits.

    Centre and limits are those of the first `baseline` points, all by default.
    """
    return _chart_of_counts(counts, baseline, (P, P_PRIME), lambda centre: centre * (1 - centre), ceiling=1.0)


def chart_of_rates(counts: Sequence[Counted], baseline: int | None = None) -> ControlChart:
    """The u chart of rates; u' of large periods."""
    return _chart_of_counts(counts, baseline, (U, U_PRIME), lambda centre: centre)


def chart_of_values(values: Sequence[float | None], baseline: int | None = None) -> ControlChart:
    """The XmR chart of values that cannot be below zero."""
    known = [each for each in values[:baseline] if each is not None]
    if len(known) < LEAST_POINTS:
        return _run_chart(values, known)
    centre = fsum(known) / len(known)
    sigma = _mean_range(known) / _RANGE
    return _chart(values, _Line(XMR, centre, [sigma] * len(values)))


def _chart_of_counts(
    counts: Sequence[Counted],
    baseline: int | None,
    kinds: tuple[str, str],
    variance: Callable[[float], float],
    *,
    ceiling: float | None = None,
) -> ControlChart:
    values = [part / whole if whole else None for part, whole in counts]
    known = [(part, whole) for part, whole in counts[:baseline] if whole]
    if len(known) < LEAST_POINTS:
        return _run_chart(values, [part / whole for part, whole in known], ceiling)
    centre = sum(part for part, _ in known) / sum(whole for _, whole in known)
    spread = sqrt(variance(centre))
    kind, factor = kinds[0], 1.0
    if spread and sum(whole for _, whole in known) >= LARGE * len(known):
        scores = ((part / whole - centre) * sqrt(whole) / spread for part, whole in known)
        kind, factor = kinds[1], _mean_range(scores) / _RANGE
    sigmas = [factor * spread / sqrt(whole) if whole else None for _, whole in counts]
    return _chart(values, _Line(kind, centre, sigmas), ceiling)


def _run_chart(values: Sequence[float | None], known: Sequence[float], ceiling: float | None = None) -> ControlChart:
    if not known:
        return ControlChart(RUN, None, tuple(Point(each, None, None, ()) for each in values), None)
    return _chart(values, _Line(RUN, median(known), [None] * len(values)), ceiling)


def _chart(values: Sequence[float | None], line: _Line, ceiling: float | None = None) -> ControlChart:
    spots = {
        place: Spot(value, line.centre, sigma)
        for place, (value, sigma) in enumerate(zip(values, line.sigmas, strict=True))
        if value is not None
    }
    found = dict(zip(spots, signals_of([*spots.values()]), strict=True))
    points = tuple(
        Point(value, *_limits(line.centre, sigma, ceiling), found.get(place, ()))
        for place, (value, sigma) in enumerate(zip(values, line.sigmas, strict=True))
    )
    return ControlChart(line.kind, line.centre, points, runs_of([*spots.values()]))


def _limits(centre: float, sigma: float | None, ceiling: float | None) -> tuple[float | None, float | None]:
    if sigma is None:
        return None, None
    high = centre + 3 * sigma
    return max(centre - 3 * sigma, 0.0), high if ceiling is None else min(high, ceiling)


def _mean_range(values: Iterable[float]) -> float:
    """The mean of how far values are from the one before, without ranges that chance would not have."""
    ranges = [abs(new - old) for old, new in pairwise(values)]
    mean = fsum(ranges) / len(ranges)
    kept = [each for each in ranges if each <= _SCREEN * mean]
    return fsum(kept) / len(kept)
