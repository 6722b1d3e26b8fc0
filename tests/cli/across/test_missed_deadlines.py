"""A deadline that was missed stays missed, whatever is typed afterwards (`tests.cli.formal`)."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA, case, due, on
from tests.cli.scenes import Scenes

TABLE = "[{when: {amount: 5}, duration: 20wd}, {duration: 10wd}]"


@pytest.fixture
def by_amount(formal: CliCasebook, scenes: Scenes) -> CliCasebook:
    """The answer to a case with the amount 5 takes twenty days, not ten: Mon 21 December, not Mon 7 December."""
    scenes.lay(formal, _with_rows)
    return formal


def _with_rows(book: CliCasebook) -> None:
    path = book.folder / "templates/formal.yaml"
    path.write_text(path.read_text("utf-8").replace("[{duration: 10wd}]", TABLE), "utf-8")
    book.cases[0].unlink()
    book.commit("Rows")
    book.done("new", "formal", "--title", "Torn", **on("11-23"))


def test_a_field_moves_a_deadline_that_is_ahead_and_explain_names_the_field_and_its_row(by_amount: CliCasebook) -> None:
    by_amount.refused(3, "set", case(by_amount), "amount=5", **on("12-01"))
    by_amount.done("set", case(by_amount), "amount=5", **on("12-01", **MIA))
    assert due(by_amount)["answer"] == "2026-12-21T17:30:00+00:00"
    assert "amount changed, so 20wd (amount 5) now applies" in by_amount.done("explain", case(by_amount), "answer")
    (found,) = by_amount.rows("explain", case(by_amount), "answer")
    assert (found["events"][1]["changed"], found["events"][1]["within"]) == (["amount"], "20wd")


def test_a_field_moves_no_deadline_that_has_passed_and_the_way_out_is_named(by_amount: CliCasebook) -> None:
    late = on("12-08")
    answer = by_amount.run("set", case(by_amount), "amount=5", **late)
    said = " ".join(answer.err.split())
    assert "answer was due 2026-12-07T17:30:00+00:00 and stays missed: casectl override sets a deadline" in said
    assert due(by_amount)["answer"] == "2026-12-07T17:30:00+00:00"
    assert case(by_amount) in by_amount.done("overdue", "--clock", "answer", **late)
    by_amount.done("recompute", "--all", "--apply", "--reason", "Again", **late)
    assert due(by_amount)["answer"] == "2026-12-07T17:30:00+00:00"


def test_a_batch_says_of_each_case_what_stays_missed(by_amount: CliCasebook) -> None:
    answer = by_amount.run("set", "--where", "template:formal", "amount=5", **on("12-08"))
    assert f"{case(by_amount)}: answer was due" in " ".join(answer.err.split())


def test_restarting_after_expiry_keeps_the_verdict_of_the_run_that_had_expired(formal: CliCasebook) -> None:
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", **on("12-08"))
    shown = [
        (row["clock"], row["state"], row["late_minutes"]) for row in formal.rows("due", case(formal), **on("12-08"))
    ]
    # Due on Monday at 17:30, restarted on Tuesday at 10:00.
    assert ("answer", "late", 16 * 60 + 30) in shown
    assert [state for clock, state, _ in shown if clock == "answer"] == ["late", "running"]
    first, second = formal.rows("explain", case(formal), "answer", "--run", "all")
    assert (first["state"], second["state"]) == ("late", "running")
    assert "late by 16h 30m" in formal.done("explain", case(formal), "answer", "--run", "1")


def test_what_sets_a_missed_deadline_later_says_that_it_was_missed_and_show_marks_it(formal: CliCasebook) -> None:
    """Found by use: after override the case looked as if nothing had been late. One set ahead of time is not marked."""
    ahead, late = on("12-01", **MIA), on("12-08", **MIA)
    words = ("override", case(formal), "answer", "--reason", "Agreed", "--due")
    assert "stays on record" not in formal.run(*words, "2026-12-07", **ahead).err
    assert "(missed before)" not in formal.done("show", case(formal), "--format", "table", **ahead)
    assert "answer was missed at 2026-12-07T23:59:59+00:00, which stays on record" in " ".join(
        formal.run(*words, "2026-12-20", **late).err.split()
    )
    for language, mark in (("en", "(set by hand)  (missed before)"), ("zh", "（此前已超时）")):
        assert mark in formal.done("show", case(formal), "--format", "table", CASECTL_LANG=language, **late)


def test_a_holiday_that_comes_after_the_deadline_moves_it_and_says_that_it_was_missed(formal: CliCasebook) -> None:
    """A holiday is a fact, whenever it is known; that the deadline had passed is another."""
    calendar, late = formal.folder / "calendars/office.yaml", on("12-08", **MIA)
    kept = [line for line in calendar.read_text("utf-8").splitlines() if not line.startswith("holidays")]
    calendar.write_text("\n".join([*kept, "holidays: {2026-11-24: Feast}", ""]), "utf-8")
    formal.commit("A feast")
    answer = formal.run("recompute", "--all", "--apply", "--reason", "The feast", **late)
    assert due(formal)["answer"] == "2026-12-08T17:30:00+00:00"
    said = f"{case(formal)}: answer was missed at 2026-12-07T17:30:00+00:00, which stays on record"
    assert " ".join(answer.err.split()).count(said) == 1
    assert [each["due"] for each in formal.rows("due", case(formal), **late)[0]["missed"]]
