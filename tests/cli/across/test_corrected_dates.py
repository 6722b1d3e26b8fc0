"""A regulator's date that was typed wrongly and is put right: the same run, another deadline, and the trail says so.

It is Saturday 21 November 2026. The portal gives 15 calendar days, to the end of the day in New York.
"""

from __future__ import annotations

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.scenes import Scenes

WRONG = {"response": "2026-12-05T04:59:59+00:00", "final_response": "2027-01-19T04:59:59+00:00"}
"""From 19 November: 15 and 60 days are 4 December and 18 January, until midnight five hours behind London."""
RIGHT = {"response": "2026-12-01T04:59:59+00:00", "final_response": "2027-01-15T04:59:59+00:00"}
"""From 15 November: 30 November and 14 January."""


@pytest.fixture
def cfpb(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A case from the portal, sent on the 15th, typed in as the 19th."""
    scenes.lay(book, _sent_on_the_15th)
    return book


def _sent_on_the_15th(book: CliCasebook) -> None:
    for path in book.cases:
        path.unlink()
    book.commit("No cases")
    book.done("init", "--yes", "--template", "us-cfpb")
    words = ["us-cfpb" if word == "complaint" else word for word in NEW]
    book.done(*words, "--customer.name", "Lee", "--title", "Fee", "--sent_on", "2026-11-19")


def due(book: CliCasebook) -> dict[str, str]:
    """The deadlines of the portal."""
    return {row["clock"]: row["due"] for row in book.rows("due", book.cases[0].stem) if row["clock"] in WRONG}


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_date_put_right_moves_both_deadlines_of_the_same_run(cfpb: CliCasebook, by_hand: bool) -> None:
    case = cfpb.cases[0].stem
    assert due(cfpb) == WRONG
    if by_hand:
        text = cfpb.cases[0].read_text("utf-8").replace("  sent_on: 2026-11-19", "  sent_on: 2026-11-15")
        cfpb.cases[0].write_text(text, "utf-8")
        cfpb.done("adopt", case, "--reason", "Typed wrongly")
    else:
        said = cfpb.done("set", case, "sent_on=2026-11-15", "--reason", "Typed wrongly")
        assert "Response in the portal (response) is due at 2026-12-01 04:59\n" in said
        assert "Final response (final_response) is due at 2027-01-15 04:59\n" in said
    assert due(cfpb) == RIGHT
    assert "\n        corrected_from: 2026-11-19T05:00:00+00:00\n" in cfpb.cases[0].read_text("utf-8")
    (found,) = cfpb.rows("explain", case, "response")
    assert (found["state"], found["run"], found["runs"]) == ("running", 1, 1)
    assert [(each["event"], each["due"]) for each in found["events"]] == [
        ("opened", WRONG["response"]),
        ("adopted" if by_hand else "changed", RIGHT["response"]),
    ]
    assert [(each["days"], each["from"]) for each in found["segments"]] == [
        (None, "2026-11-15T05:00:00+00:00"),
        (15, "2026-11-16T05:00:00+00:00"),
    ]
    assert cfpb.run("check").status == 0


def test_a_date_put_right_after_the_answer_changes_no_verdict(cfpb: CliCasebook) -> None:
    case = cfpb.cases[0].stem
    cfpb.done("set", case, "company_response=explanation")
    cfpb.done("set", case, "sent_on=2026-11-01", "--reason", "Typed wrongly")
    state = {row["clock"]: row["state"] for row in cfpb.rows("due", case)}
    assert (state["response"], state["final_response"]) == ("met", "running")
    assert due(cfpb)["response"] == WRONG["response"]


def test_the_explanation_is_in_the_time_of_the_clocks_own_calendar(cfpb: CliCasebook) -> None:
    """In London's time the days of New York would begin at five in the morning."""
    page = cfpb.done("explain", cfpb.cases[0].stem, "response")
    assert "all times are those of America/New_York" in page
    assert "2026-11-20 Fri 00:00  2026-12-04 Fri 23:59  15d" in page


def test_a_clock_goes_on_when_the_date_that_stopped_it_is_taken_away_again(book: CliCasebook) -> None:
    """No final response is on record then, and none may be thought to have been sent."""
    for path in book.cases:
        path.unlink()
    book.commit("No cases")
    book.done("init", "--yes", "--template", "uk-fca-disp")
    book.done(
        *["uk-fca-disp" if word == "complaint" else word for word in NEW], "--customer.name", "Lee", "--title", "Fee"
    )
    case = book.cases[0].stem
    (before,) = book.rows("explain", case, "final_response")
    book.done("set", case, "final_response_on=2026-11-21")
    book.done("note", case, "The letter came back")
    book.done("set", case, "final_response_on=")
    found = [row for row in book.rows("due", case) if row["clock"] == "final_response"]
    assert [row["state"] for row in found] == ["met", "running"]
    assert {row["due"] for row in found} == {before["due"]}
    book.done("set", case, "final_response_on=2026-11-21")
    found = [row for row in book.rows("due", case) if row["clock"] == "final_response"]
    assert [row["state"] for row in found] == ["met", "met"]
