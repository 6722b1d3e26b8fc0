"""due shows every clock of a case, at any moment."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.formal import case, due, on


def test_every_clock_of_a_case_is_shown_with_its_verdict(formal: CliCasebook) -> None:
    # Ten working days after Mon 23 November are Mon 7 December, eight weeks Mon 18 January.
    assert due(formal) == {"answer": "2026-12-07T17:30:00+00:00", "final": "2027-01-18T10:00:00+00:00"}
    formal.done("advance", case(formal), "done", **on("12-08"))
    shown = {row["clock"]: (row["state"], row["late_minutes"]) for row in formal.rows("due", case(formal))}
    assert shown == {"answer": ("late", 16 * 60 + 30), "final": ("met", -41 * 24 * 60)}


def test_the_clocks_of_a_case_at_a_moment_know_nothing_of_what_came_later(formal: CliCasebook) -> None:
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", "--reason", "A letter", **on("11-30"))
    formal.done("advance", case(formal), "done", **on("12-01"))
    seen = formal.rows("due", case(formal), "--at", "2026-11-25 10:00", **on("12-10"))
    assert [(row["clock"], row["state"]) for row in seen] == [("answer", "running"), ("final", "running")]


@pytest.mark.parametrize("verb", ["due", "explain"])
def test_before_a_case_was_opened_that_is_what_is_said(formal: CliCasebook, verb: str) -> None:
    answer = formal.run(verb, case(formal), "--at", "2026-11-20 10:00", **on("12-02"))
    assert (answer.status, answer.err) == (0, f"{case(formal)} had not been opened at that time\n")


def test_a_withdrawn_complaint_has_clocks_that_fell_away(book: CliCasebook) -> None:
    """Found by use (D1): they were met. `due`, `show` and `explain` say so in both languages; programs read one key."""
    case = book.cases[0].stem
    at = {"CASECTL_NOW": book.rows("show", case)[0]["received_at"]}
    book.done("contact", case, "in", "It was found", "--channel", "phone", **at)
    book.done("advance", case, "withdrawn", "--reason", "It was found", **at)
    states = {row["clock"]: row["state"] for row in book.rows("due", case, **at)}
    assert states["resolve"] == states["first_response"] == "fell_away"
    assert {row["state"] for row in book.rows("explain", case, **at)} == {"fell_away"}
    for language, word in (("en", "no longer applies"), ("zh", "因撤销投诉终止")):
        for verb in ("due", "show", "explain"):
            assert word in book.done(verb, case, CASECTL_LANG=language, **at)
    journal = book.rows("show", case, **at)[0]["journal"]
    assert journal[-1]["clocks"]["resolve"]["fell_away"] == "yes"
