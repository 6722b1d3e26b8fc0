"""Limits are those of the textbooks and of another's reckoning; signals are those of the NHS and of Anhøj."""

from __future__ import annotations

from fractions import Fraction
from math import comb, log2, sqrt
from random import Random

import pytest

from casectl.core.figures.control_charts import LARGE, ControlChart, chart_of_rates, chart_of_shares, chart_of_values
from casectl.core.figures.signals import Runs, Spot, runs_of, signals_of

ORANGE_JUICE = (12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22,
                8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6)  # fmt: skip
FLOW = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)


def outside(chart: ControlChart) -> list[int]:
    return [place for place, each in enumerate(chart.points, 1) if "outside" in each.signals]


def test_cans_of_orange_juice_have_montgomerys_limits() -> None:
    """Example 7.1: 347 of 1,500 cans; samples 15 and 23 are outside 0.0524 and 0.4102."""
    chart = chart_of_shares([(each, 50) for each in ORANGE_JUICE])
    point = chart.points[0]
    assert (chart.centre, point.low, point.high) == pytest.approx((0.2313, 0.0524, 0.4102), abs=5e-5)
    assert (chart.kind, outside(chart)) == ("p", [15, 23])


def test_ten_batches_have_the_limits_of_nist() -> None:
    """The handbook's 6.3.2.2: mean 50.81, mean range 1.8778, limits 45.8159 and 55.8041; twice, for enough points."""
    chart = chart_of_values([*FLOW, *FLOW[::-1]])
    assert chart.kind == "XmR"
    assert chart.centre == pytest.approx(50.81)
    ranges = 2 * 1.8778 * 9 / 19  # the last value is followed by itself
    assert chart.points[0].high == pytest.approx(50.81 + 3 / 1.128 * ranges, abs=1e-3)
    assert chart_of_values(FLOW).kind == "run"
    assert chart_of_values(FLOW).centre == pytest.approx(51.25)


def _sigma(values: list[float]) -> float:
    """By plain formulas: the mean moving range, screened once, as standard deviations."""
    ranges = [abs(values[place] - values[place - 1]) for place in range(1, len(values))]
    mean = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each <= 3.267 * mean]
    return sum(kept) / len(kept) / 1.128


def test_random_series_have_the_limits_of_plain_formulas() -> None:
    for seed in range(300):
        drawn = Random(seed)
        wholes = [drawn.randint(1, drawn.choice((9, 90, 9000))) for _ in range(drawn.randint(12, 40))]
        counts = [(drawn.randint(0, whole), whole) for whole in wholes]
        centre = float(Fraction(sum(part for part, _ in counts), sum(wholes)))
        for chart, spread, top in (
            (chart_of_shares(counts), centre * (1 - centre), 1.0), (chart_of_rates(counts), centre, float("inf"))
        ):  # fmt: skip
            factor = _sigma([(part / whole - centre) / sqrt(spread / whole) for part, whole in counts])
            assert chart.kind.endswith("'") == (sum(wholes) >= LARGE * len(wholes))
            factor = factor if chart.kind.endswith("'") else 1
            for point, whole in zip(chart.points, wholes, strict=True):
                reach = 3 * factor * sqrt(spread / whole)
                limits = max(centre - reach, 0), min(centre + reach, top)
                assert (point.low, point.high) == pytest.approx(limits), seed
        values = [float(part) for part, _ in counts]
        chart, mean = chart_of_values(values), sum(values) / len(values)
        assert chart.points[0].high == pytest.approx(mean + 3 * _sigma(values))


def test_what_has_no_value_has_its_place() -> None:
    """A period without cases is a gap: no share, no limits, and no part of the centre. Of nothing there is no chart."""
    counts = [(1, 4)] * 6 + [(0, 0)] + [(1, 4)] * 6
    chart = chart_of_shares(counts)
    assert (chart.centre, chart.points[6], len(chart.points)) == (0.25, (None, None, None, ()), 13)
    assert chart_of_shares([(0, 0), (0, 0)]).centre is None
    assert [chart_of_shares([(2, 2)] * 12).points[0][:3], chart_of_values([5.0] * 12).points[0][:3]] == [
        (1.0, 1.0, 1.0), (5.0, 5.0, 5.0)
    ]  # fmt: skip


def test_the_limits_are_those_of_the_baseline() -> None:
    """The point that is judged does not widen them."""
    before = [20.0, 22.0, 19.0, 21.0] * 3
    chart = chart_of_values([*before, 40.0], baseline=12)
    assert (chart.points[0].high, outside(chart)) == (chart_of_values(before).points[0].high, [13])
    assert outside(chart_of_shares([(1, 10), (2, 10)] * 6 + [(9, 10)], baseline=12)) == [13]


@pytest.mark.parametrize(
    ("name", "values", "places"),
    [("shift", (1,) * 6, ()), ("shift", (1,) * 6 + (-1,), ()), ("shift", (-1, *(1,) * 8, -1), range(1, 9)),
     ("shift", (1, 1, 1, 0, 1, 1, 1, 1), ()), ("trend", range(1, 7), ()), ("trend", (1, 2, 3, 3, 4, 5, 6), ()),
     ("trend", (2, *range(1, 8), 3), range(1, 8)), ("trend", range(7, 0, -1), range(7)),
     ("outside", (0, 3, 3.1, -3.1), (2, 3)), ("near", (2.5, 1, 2.5), (0, 2)), ("near", (2.5, -1, 2.5), ()),
     ("near", (2.5, 1, 1, 2.5, -1, -2.1, -2.2), (5, 6)), ("near", (3.5, 2.5, 1), ())],
)  # fmt: skip
def test_signals_are_those_of_making_data_count(name: str, values: tuple[float, ...], places: tuple[int, ...]) -> None:
    """Around nought with a standard deviation of one; shifts and trends are those of NHSRplotthedots' tests."""
    found = signals_of([Spot(float(each), 0.0, 1.0) for each in values])
    assert [place for place, each in enumerate(found) if name in each] == [*places]


def test_runs_are_those_of_anhoej() -> None:
    """24 useful points: at most 8 in a run, at least 8 crossings; each bound is that of its formula."""
    found = runs_of([Spot(float(side), 0.0, None) for side in (1, -1) * 12])
    assert found == Runs(24, 1, 8, 23, 8)
    assert not found.is_signal
    split = runs_of([Spot(float(side), 0.0, None) for side in (1,) * 12 + (0,) + (-1,) * 12])
    assert split is not None
    assert (split.longest, split.crossings, split.is_signal) == (12, 1, True)
    assert runs_of([Spot(0.0, 0.0, None)]) is None
    for useful in range(1, 200):
        bounds = runs_of([Spot(1.0, 0.0, None)] * useful)
        chances = [sum(comb(useful - 1, each) for each in range(heads + 1)) for heads in range(useful)]
        least = next(heads for heads, chance in enumerate(chances) if chance / 2 ** (useful - 1) >= 0.05)
        assert bounds is not None
        assert (bounds.longest_expected, bounds.crossings_expected) == (round(log2(useful)) + 3, least)
