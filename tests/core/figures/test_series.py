"""Many periods counted in one pass are what each of them is by itself."""

from __future__ import annotations

from random import Random

from casectl.core.figures.estimates import nearest_rank
from casectl.core.figures.report import measured
from casectl.core.figures.sample import Between, Sample
from casectl.core.figures.series import Bounds, Tally, series
from casectl.core.figures.table import FIGURES
from tests.core.figures.books import RULES, SINCE, UNTIL, life, some_book

DAY = 86400


def by_itself(sample: Sample) -> dict[str, object]:
    """The values of a period by the table of figures."""
    names = ("received", "closed", "carried", "chasers", "attainment", "first_response", "resolution_first")
    found = {(name, each.part): each for name in names for each in measured(FIGURES[name], sample)}
    return {
        **{name: found[name, ""].value for name in ("received", "closed", "carried", "chasers")},
        **{kind: (found["attainment", kind].number, found["attainment", kind].whole)
           for kind in ("regulatory", "internal")},
        **{name: (found[name, "median"].value, found[name, "p90"].value)
           for name in ("first_response", "resolution_first")},
    }  # fmt: skip


def in_series(tally: Tally) -> dict[str, object]:
    return {
        "received": tally.received, "closed": tally.closed, "carried": tally.open, "chasers": tally.chasers,
        **{kind: (tally.met[kind], tally.due[kind]) for kind in ("regulatory", "internal")},
        "first_response": tuple(nearest_rank(tally.responses, rank) for rank in (50, 90)),
        "resolution_first": tuple(nearest_rank(tally.resolutions, rank) for rank in (50, 90)),
    }  # fmt: skip


def test_a_period_in_a_series_is_what_it_is_by_itself() -> None:
    """Weeks from January to May, the last of them running: as each was at its end, whatever happened later."""
    starts = [SINCE + week * 7 * DAY for week in range(-6, 10)]
    for seed in range(60):
        lives = [life(each) for each in some_book(Random(seed))]
        now = UNTIL + 3 * DAY + seed
        bounds = Bounds([at for at in starts if at <= now] + [next(at for at in starts if at > now)], now)
        found = series(lives, bounds, RULES, {"template": lambda case: case.template})
        for place, tally in enumerate(found):
            end = bounds.end(place)
            last = place == len(found) - 1
            between = Between(bounds.starts[place], end, now if last else end)
            assert (seed, place, in_series(tally)) == (seed, place, by_itself(Sample.of(lives, between, RULES)))
            assert sum(tally.words.values()) == tally.received


def test_the_books_reach_into_the_periods() -> None:
    """No tally agrees only because it is empty."""
    bounds = Bounds([SINCE + week * 7 * DAY for week in range(5)], UNTIL)
    lives = [life(each) for seed in range(40) for each in some_book(Random(seed))]
    for tally in series(lives, bounds, RULES, {}):
        assert all(value not in (0, None, (None, None)) for value in in_series(tally).values())
