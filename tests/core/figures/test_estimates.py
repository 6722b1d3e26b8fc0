"""Percentiles and intervals are those of the textbooks."""

from __future__ import annotations

import pytest

from casectl.core.figures.estimates import Interval, kaplan_meier, nearest_rank, percent, wilson


@pytest.mark.parametrize(
    ("values", "rank", "found"),
    [([15, 20, 35, 40, 50], 5, 15), ([15, 20, 35, 40, 50], 30, 20), ([15, 20, 35, 40, 50], 40, 20),
     ([15, 20, 35, 40, 50], 50, 35), ([15, 20, 35, 40, 50], 100, 50), ([3, 1], 50, 1), ([7], 90, 7), ([], 50, None)],
)  # fmt: skip
def test_a_percentile_is_the_nearest_rank(values: list[int], rank: int, found: int | None) -> None:
    """The example with five values is Wikipedia's."""
    assert nearest_rank(values, rank) == found


def test_kaplan_and_meier_have_the_remissions_of_leukaemia() -> None:
    """Freireich's 21 patients with 6-MP (Cox 1972): median 23 weeks; the upper quartile is not reached."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    going_on = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    assert kaplan_meier(ended, going_on, 25, 50, 75) == [13, 23, None]
    assert kaplan_meier([], [1], 50) == kaplan_meier([], [], 50) == [None]


def test_without_open_ones_it_is_the_nearest_rank() -> None:
    """Also where a share falls upon a percentile exactly, and of very many."""
    for count in (1, 2, 3, 10, 20, 100, 9_999, 20_000):
        values = [*range(1, count + 1)]
        assert kaplan_meier(values, [], 50, 90, 95) == [nearest_rank(values, each) for each in (50, 90, 95)]


def test_an_exact_half_counts_though_some_are_open() -> None:
    """3/4 · 2/3 is half of all, which no product of binary fractions has to be."""
    assert kaplan_meier([1, 2, 4], [3], 50) == [2]
    assert kaplan_meier([2, 3, 5], [1, 4, 4], 40, 60) == [3, 5]


@pytest.mark.parametrize(
    ("part", "whole", "share", "interval"),
    [(0, 0, None, None), (0, 10, 0.0, Interval(0.0, 27.8)), (10, 10, 100.0, Interval(72.2, 100.0)),
     (81, 263, 30.8, Interval(25.5, 36.6)), (15, 148, 10.1, Interval(6.2, 16.0)), (1, 3, 33.3, Interval(6.1, 79.2)),
     (1, 8, 12.5, Interval(2.2, 47.1)), (1, 16, 6.3, Interval(1.1, 28.3))],
)  # fmt: skip
def test_a_share_has_its_interval(part: int, whole: int, share: float | None, interval: Interval | None) -> None:
    """81 of 263 and 15 of 148 are Newcombe's (1998, table I); halves are rounded up."""
    assert (percent(part, whole), wilson(part, whole)) == (share, interval)
