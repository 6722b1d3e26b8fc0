"""followup plans, finishes, cancels and lists what is to be done for a case."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.casebook import CliCasebook


def test_a_follow_up_is_planned_listed_and_done(book: CliCasebook) -> None:
    """By what it is, or without naming it where there is only one."""
    case = book.cases[0].stem
    book.done("followup", "add", case, "+3wd", "ask the warehouse", "--who", "ben", "--note", "by post")
    [row] = book.rows("followup", "list", case)
    assert (row["what"], row["who"], row["note"]) == ("ask the warehouse", "ben", "by post")
    assert book.rows("followup", "list", book.cases[1].stem) == []
    book.done("followup", "done", case, "--outcome", "It is there")
    assert book.rows("followup", "list") == []


def test_a_follow_up_is_cancelled_with_the_reason(book: CliCasebook) -> None:
    """Which one is meant must be clear."""
    case = book.cases[0].stem
    for what in ("callback", "visit"):
        book.done("followup", "add", case, "tomorrow 10:00", what)
    assert "has several open follow-ups" in book.refused(4, "followup", "cancel", case, "--reason", "Moved away")
    book.done("followup", "cancel", case, "visit", "--reason", "Moved away")
    assert [row["what"] for row in book.rows("followup", "list", case)] == ["callback"]
    assert "is in the past" in book.refused(2, "followup", "add", case, "yesterday", "callback")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("callback", "tomorrow"), "tomorrow callback"),
        (("ring her", "tomorrow 10:00"), "'tomorrow 10:00' 'ring her'"),
        (("回访", "明天"), "'明天' '回访'"),
    ],
)
def test_a_follow_up_typed_before_its_time_is_answered_with_the_line_that_was_meant(
    book: CliCasebook, words: tuple[str, str], meant: str
) -> None:
    """The line does it; where neither is a time, the hint says how times are written."""
    case = book.cases[0].stem
    said = book.refused(2, "followup", "add", case, *words)
    assert said.endswith(f"try casectl followup add {case} {meant}")
    book.done(*shlex.split(said.partition("try casectl ")[2]))
    assert [row["what"] for row in book.rows("followup", "list", case)] == [words[0]]
    assert "casectl help times" in book.refused(2, "followup", "add", case, "callback", "visit")


def test_a_follow_up_ends_with_an_outcome_by_its_name_or_in_words(book: CliCasebook) -> None:
    """In either language; what is no outcome is how it went, and is said once."""
    case = book.cases[0].stem
    for number, (said, kept) in enumerate(
        (("reached", ("reached", "")), ("已联系上", ("reached", "")), ("Not reached", ("not_reached", "")),
         ("She is content", ("", "She is content")))
    ):  # fmt: skip
        book.done("followup", "add", case, "2026-11-25 10:00", f"call{number}")
        book.done("followup", "done", case, f"call{number}", "--outcome", said)
        last = book.rows("show", case)[0]["journal"][-1]
        assert (last.get("result", ""), last.get("outcome", "")) == kept
    book.done("followup", "add", case, "2026-11-25 10:00", "survey")
    words = ("followup", "done", case, "survey", "--outcome")
    assert "is not an outcome of this follow-up; describe how it went with --note instead" in book.refused(
        2, *words, "fine", "--note", "Well"
    )
    assert "nobody was reached" in book.refused(2, *words, "not-reached", "--score", "3")
    book.done(*words, "not-reached", "--again", "2026-11-26 10:00")
    [again] = [each for each in book.rows("show", case)[0]["follow_ups"] if each["what"] == "survey"]
    assert (again["tries"], again["at"][:16]) == ("1", "2026-11-26T10:00")
    book.done(*words, "reached", "--score", "4")
    assert "survey: reached, 4 of 5" in book.done("show", case)


def test_what_recurs_says_how_often_and_until_when(book: CliCasebook) -> None:
    case = book.cases[0].stem
    add = ("followup", "add", case, "2026-11-25 10:00", "look in")
    assert "--until needs --every" in book.refused(2, *add, "--until", "2027-01-01")
    assert "0d is not a duration" in book.refused(2, *add, "--every", "0d")
    book.done(*add, "--every", "1w", "--until", "2026-12-03")
    for _ in range(2):
        book.done("followup", "done", case, "look in")
    assert not [row for row in book.rows("agenda") if row["what"] == "look in"]
