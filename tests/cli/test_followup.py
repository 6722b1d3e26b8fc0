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
