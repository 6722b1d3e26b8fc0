"""Every figure is what its definition says, by another's reckoning, and the sums of a period add up."""

from __future__ import annotations

from random import Random
from typing import Any

from casectl.core.figures.report import measured
from casectl.core.figures.sample import Between, Complaint, Sample
from casectl.core.figures.table import FIGURES
from casectl.core.template.target_settings import TARGETED
from tests.core.figures.books import DESK, RULES, SINCE, life, sample, some_book
from tests.core.figures.oracle import figures

WEEK = 7 * 24 * 60 * 60


def of(found: Sample) -> dict[tuple[str, str], Any]:
    """Every value by figure and part."""
    return {(name, each.part): each.value for name, row in FIGURES.items() for each in measured(row, found)}


def test_random_books_have_the_figures_of_the_oracle() -> None:
    """The oracle reads exported journals and shares no code with the product."""
    for seed in range(300):
        book = some_book(Random(seed))
        assert (seed, of(sample(book))) == (seed, figures(book))


def test_no_figure_needs_what_was_over_and_last_counted_before_its_period() -> None:
    """Found by use: a deadline met early, of a case closed before the period, was in no month. The index leaves out
    such cases, but for those of which something still counts.
    """
    weeks = [(SINCE + number * WEEK, SINCE + (number + 1) * WEEK) for number in range(-2, 9)]
    left_out = 0
    for seed in range(60):
        lives = [life(each) for each in some_book(Random(seed))]
        lately = [Complaint(each.id, each.received, each.customer, each.template) for each in lives]
        for since, until in weeks:
            some = [each for each in lives if not each.stands[-1].is_over or each.last_at >= since]
            left_out += len(lives) - len(some)
            whole, part = (Sample.of(each, Between(since, until, until), RULES, lately, DESK) for each in (lives, some))
            assert (seed, since, of(whole)) == (seed, since, of(part))
    assert left_out > 100


def test_the_books_have_something_of_everything() -> None:
    """No figure agrees only because it is always nought or nothing."""
    seen: dict[tuple[str, str], set[Any]] = {}
    for seed in range(60):
        for key, value in of(sample(some_book(Random(seed)))).items():
            seen.setdefault(key, set()).add(value)
    dull = {figure for (figure, part), values in seen.items() if part and not values - {0, None}}
    # what waits for somebody, what was imported with a deadline, and orders, of which nobody knows how many there were
    assert dull == {"confirmations", "set_by_hand", "rate"}


def test_the_backlog_and_the_time_add_up() -> None:
    """Open at the end = open at the beginning + received + opened again - closed; the splits are one, to the second."""
    for seed in range(300, 340):
        found = of(sample(some_book(Random(seed))))
        begun = sum(found[name, ""] for name in ("brought", "received", "reopened"))
        assert found["carried", ""] == begun - found["closed", ""]
        for name in ("time_split", "time_in_states", "time_with_owners"):
            seconds = [each or 0 for (figure, part), each in found.items() if figure == name and part != "total"]
            assert sum(seconds) == found["time_split", "total"]


def test_what_can_have_a_target_is_what_is_better_one_way() -> None:
    """The settings name the same figures, with the same units, as the table."""
    assert {name: row.unit for name, row in FIGURES.items() if row.better} == TARGETED
    assert all(name == row.name for name, row in FIGURES.items())


def test_every_value_names_its_cases() -> None:
    """The cases that count are as many as it says, where each counts once."""
    books = [(seed, some_book(Random(seed))) for seed in range(20)]
    book = [each._replace(id=f"{seed}-{each.id}") for seed, some in books for each in some]
    for name in ("received", "carried", "fcr", "reopen_rate", "escalation_rate", "upheld", "satisfaction"):
        for each in [found for found in FIGURES[name].measure(sample(book)) if found.part != "before"]:
            assert len(each.cases) == each.number > 0
            assert each.whole is None or len(each.others) == each.whole - each.number
