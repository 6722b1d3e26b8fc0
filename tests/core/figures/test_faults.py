"""The six faults that other desks' statistics have (found in their code), each with the right value."""

from __future__ import annotations

from typing import Any

from casectl.core.figures.report import measured
from casectl.core.figures.sample import Between, Sample
from casectl.core.figures.table import FIGURES
from casectl.core.figures.turns import StateRules
from casectl.core.history.life import Act, ClockRun, Life, Stand
from tests.core.figures.books import RULES, SINCE, UNTIL

DAY = 86400
MARCH, APRIL = Between(SINCE, UNTIL, UNTIL), Between(UNTIL, UNTIL + 30 * DAY, UNTIL + 30 * DAY)


def case(name: str, received: int, *steps: tuple[int, str], runs: tuple[ClockRun, ...] = ()) -> Life:
    """A case received that many days into March, that enters states on later days."""
    at = SINCE + received * DAY
    stands = [Stand(at, "new", "ada", "front", 1, "", False)]
    stands += [Stand(SINCE + day * DAY, state, "ada", "front", 1, "", state == "done") for day, state in steps]
    return Life(name, "plain", at, at, False, "", stands, [], runs, [], {})


def run(due: int, stopped: int | None) -> ClockRun:
    """A run of a clock with a deadline on a day of March, from the first on."""
    verdict = "" if stopped is None else "met" if stopped <= due else "late"
    return ClockRun("final", [(SINCE, SINCE + due * DAY)], SINCE + due * DAY,
                    None if stopped is None else SINCE + stopped * DAY, verdict, [])  # fmt: skip


def value(figure: str, lives: list[Life], part: str = "", period: Between = MARCH) -> Any:
    """A figure's value, and of a share what it is made of."""
    found = next(each for each in measured(FIGURES[figure], Sample.of(lives, period, RULES)) if each.part == part)
    return found.value if found.whole is None else (found.value, found.number, found.whole)


def test_late_open_cases_count_and_no_share_exceeds_the_whole() -> None:
    """1, frappe: met of those created / those created and resolved now: a reopened case made it more than 100 %."""
    lives = [
        case("C-1", 1, (3, "done"), (5, "looking"), runs=(run(10, 3),)),  # in time, then opened again
        case("C-2", 1, runs=(run(10, None),)),  # late and open
        case("C-3", 1, (12, "done"), runs=(run(10, 12),)),  # late and closed
    ]
    assert value("attainment", lives, "regulatory") == (33.3, 1, 3)


def test_a_length_is_not_rounded_up_to_days() -> None:
    """2, frappe: each case's time was rounded up to whole days, half a day too much on average."""
    lives = [case(f"C-{hours}", 0, (2, "new"))._replace(
        stands=[Stand(SINCE, "new", "ada", "front", 1, "", False),
                Stand(SINCE + hours * 3600, "solved", "ada", "front", 1, "", False)])
        for hours in (1, 2, 25)]  # fmt: skip
    assert (value("resolution_first", lives, "median"), value("resolution_first", lives, "p90")) == (7200, 90000)


def test_what_happens_later_changes_no_earlier_figure() -> None:
    """3, frappe: yesterday's bar changed when a case was in another state today."""
    then = [case("C-1", 1, (3, "done")), case("C-2", 2)]
    now = [case("C-1", 1, (3, "done"), (35, "looking")), case("C-2", 2, (33, "solved"), (34, "done"))]
    for name in FIGURES:
        first, second = (measured(FIGURES[name], Sample.of(lives, MARCH, RULES)) for lives in (then, now))
        assert first == second
    assert value("carried", now) == 1


def test_who_waits_for_a_first_answer_counts() -> None:
    """4, Zendesk: nothing was known of a case before it was answered, so that only the lucky ones were measured."""
    answered = [case(f"C-{n}", 0)._replace(acts=[Act(SINCE + 3600, "out")]) for n in range(2)]
    lives = [*answered, *(case(f"C-w{n}", 0) for n in range(2))]
    assert value("first_response", lives, "median") == 3600
    found = {each.part: each for each in measured(FIGURES["first_response"], Sample.of(lives, MARCH, RULES))}
    assert (found["median_with_open"].value, found["median_with_open"].open) == (3600, 2)
    assert (found["p90_with_open"].value, found["p90_with_open"].open) == (None, 2)


def test_a_deadline_is_missed_when_it_passes_not_when_the_case_is_closed() -> None:
    """5, ServiceNow: what was closed that day counted, so that an open late case was in no rate."""
    lives = [case("C-1", 1, (40, "done"), runs=(run(10, 40),))]
    assert value("attainment", lives, "regulatory") == (0.0, 0, 1)
    assert value("attainment", lives, "regulatory", APRIL) == (None, 0, 0)


def test_each_closing_counts_in_its_own_month() -> None:
    """6, Zammad: only the first date of closing could be asked for."""
    lives = [case("C-1", 1, (3, "done"), (33, "looking"), (35, "done"))]
    assert [value("closed", lives, period=month) for month in (MARCH, APRIL)] == [1, 1]
    assert [value("reopened", lives, period=month) for month in (MARCH, APRIL)] == [0, 1]
    assert [value("resolution_last", lives, "median", month) for month in (MARCH, APRIL)] == [2 * DAY, 34 * DAY]


def test_a_deadline_moved_after_it_had_passed_stays_missed() -> None:
    """Who sets a new one by hand makes no figure better; the new one counts besides."""
    moves = [(SINCE, SINCE + 5 * DAY), (SINCE + 6 * DAY, SINCE + 20 * DAY)]
    late = ClockRun("final", moves, SINCE + 20 * DAY, SINCE + 9 * DAY, "met", ["overridden"])
    in_time = ClockRun("final", [(SINCE, SINCE + 5 * DAY), (SINCE + 4 * DAY, SINCE + 20 * DAY)], SINCE + 20 * DAY,
                       SINCE + 9 * DAY, "met", [])  # fmt: skip
    assert value("attainment", [case("C-1", 0, runs=(late,))], "regulatory") == (50.0, 1, 2)
    assert value("attainment", [case("C-1", 0, runs=(in_time,))], "regulatory") == (100.0, 1, 1)
    assert value("moved_late", [case("C-1", 0, runs=(late,))]) == 1


def test_a_chance_that_was_not_taken_is_no_missed_duty() -> None:
    """It has its own share, and is in neither that of regulatory nor that of internal deadlines."""
    labels = RULES.labels("plain")
    rules = StateRules({"plain": labels._replace(clocks={**labels.clocks, "early": labels.clocks["reply"]},
                                                 chances={"early": labels.clocks["reply"]})})  # fmt: skip
    sample = Sample.of([case("C-1", 1, runs=(run(10, None)._replace(clock="early"),))], MARCH, rules)
    found = {each.part: (each.number, each.whole) for each in measured(FIGURES["attainment"], sample)}
    assert (found["clock:early"], found["regulatory"], found["internal"]) == ((0, 1), (0, 0), (0, 0))
