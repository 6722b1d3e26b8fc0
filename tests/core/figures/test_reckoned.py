"""Our statistics by numpy and scipy: limits of control charts, runs, intervals, percentiles and survival."""

from __future__ import annotations

from importlib import import_module
from random import Random
from typing import Any

import pytest

from casectl.core.figures.control_charts import LARGE, chart_of_rates, chart_of_shares, chart_of_values
from casectl.core.figures.estimates import kaplan_meier, nearest_rank, wilson
from casectl.core.figures.signals import Spot, runs_of

pytestmark = [pytest.mark.formats, pytest.mark.filterwarnings("ignore")]

SERIES = 1000


def _counts(drawn: Random) -> list[tuple[int, int]]:
    wholes = [drawn.randint(1, drawn.choice((9, 90, 9000))) for _ in range(drawn.randint(12, 60))]
    return [(drawn.randint(0, whole), whole) for whole in wholes]


def _sigma(values: Any, np: Any) -> float:
    """The mean moving range, screened once, in standard deviations."""
    ranges = np.abs(np.diff(values))
    return float(np.mean(ranges[ranges <= 3.267 * np.mean(ranges)]) / 1.128)


def test_limits_of_a_thousand_series() -> None:
    np = import_module("numpy")
    for seed in range(SERIES):
        counts = _counts(Random(seed))
        parts, wholes = (np.array(each, dtype=float) for each in zip(*counts, strict=True))
        centre = parts.sum() / wholes.sum()
        for chart, spread, top in (
            (chart_of_shares(counts), centre * (1 - centre), 1.0), (chart_of_rates(counts), centre, np.inf)
        ):  # fmt: skip
            sigmas = np.sqrt(spread / wholes)
            if wholes.mean() >= LARGE:
                sigmas = sigmas * _sigma((parts / wholes - centre) / sigmas, np)
            assert chart.centre == pytest.approx(centre)
            assert [each.low for each in chart.points] == pytest.approx(np.clip(centre - 3 * sigmas, 0, None)), seed
            assert [each.high for each in chart.points] == pytest.approx(np.clip(centre + 3 * sigmas, None, top)), seed
            out = (np.abs(parts / wholes - centre) > 3 * sigmas * (1 + 1e-12)).nonzero()[0]
            found = [place for place, each in enumerate(chart.points) if "outside" in each.signals]
            assert {*map(int, out)} <= {*found}, seed
        values = chart_of_values([float(part) for part, _ in counts])
        assert values.points[0].high == pytest.approx(parts.mean() + 3 * _sigma(parts, np)), seed


def test_runs_and_crossings_have_their_bounds() -> None:
    """Of Anhøj: round(log2(n)) + 3, and the 5th percentile of a binomial distribution."""
    np, stats = import_module("numpy"), import_module("scipy.stats")
    for useful in range(1, 400):
        found = runs_of([Spot(1.0, 0.0, None)] * useful)
        assert found is not None
        assert found.longest_expected == round(float(np.log2(useful))) + 3
        assert found.crossings_expected == max(int(stats.binom.ppf(0.05, useful - 1, 0.5)), 0)


def test_intervals_of_shares() -> None:
    stats, drawn = import_module("scipy.stats"), Random(1)
    for _ in range(SERIES):
        whole = drawn.randint(1, drawn.choice((9, 90, 9000)))
        part, found = drawn.randint(0, whole), None
        found = wilson(part, whole)
        low, high = stats.binomtest(part, whole).proportion_ci(0.95, "wilson")
        assert found is not None
        assert [*found] == pytest.approx([100 * low, 100 * high], abs=0.06)


def test_percentiles_with_and_without_open_cases() -> None:
    np, stats, drawn = import_module("numpy"), import_module("scipy.stats"), Random(2)
    for _ in range(SERIES):
        ended = [drawn.randint(0, 60) for _ in range(drawn.randint(1, 40))]
        going_on = [drawn.randint(0, 60) for _ in range(drawn.randint(0, 20))]
        for rank in (50, 90, 95):
            assert nearest_rank(ended, rank) == int(np.percentile(ended, rank, method="inverted_cdf"))
        data = stats.CensoredData.right_censored([*ended, *going_on], [False] * len(ended) + [True] * len(going_on))
        curve = stats.ecdf(data).sf
        for rank, found in zip((50, 90, 95), kaplan_meier(ended, going_on, 50, 90, 95), strict=True):
            reached = curve.quantiles[curve.probabilities <= 1 - rank / 100 + 1e-9]
            assert found == (int(reached[0]) if len(reached) else None)
