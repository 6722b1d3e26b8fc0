"""What people read is in their language and has titles; what programs read is the same in every language."""

from __future__ import annotations

import re

import pytest

from tests.cli.casebook import CHINESE, CliCasebook

HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("verb", ["show", "audit"])
def test_json_is_the_same_in_every_language(book: CliCasebook, case: str, verb: str) -> None:
    """Even what a step still needs."""
    english = book.done(verb, case, "--format", "json")
    assert book.done(verb, case, "--format", "json", **CHINESE) == english
    assert not HAN.search(english)


def test_in_chinese_no_kind_of_event_is_shown_in_english(book: CliCasebook, case: str) -> None:
    """Neither in the journal, nor in the trail, nor in receipts."""
    said = book.done("show", case, **CHINESE) + book.done("audit", case, **CHINESE)
    said += book.done("note", case, "Rang", **CHINESE)
    assert re.findall(r"\b(opened|offered|changed|undone|noted)\b", said) == []


def test_lists_are_lists_even_if_empty(book: CliCasebook, case: str) -> None:
    """A program need not ask whether there is one."""
    [row] = book.rows("show", case)
    assert [row[key] for key in ("links", "linked_from", "follow_ups", "provisional")] == [[], [], [], []]
    [row] = [each for each in book.rows("export") if each["id"] == case]
    assert [row[key] for key in ("links", "follow_ups", "provisional")] == [[], [], []]


def test_a_length_of_time_is_in_the_readers_language(book: CliCasebook, case: str) -> None:
    """How much time is left, by how much a deadline is late, and how long each segment of a calculation took."""
    deadlines = book.done("show", case, **CHINESE).split("时限\n")[1].split("\n\n")[0]
    explained = book.done("explain", case, "resolve", **CHINESE)
    assert re.findall(r"\d[dhm]\b", deadlines) == []
    assert re.findall(r"\d(?:天|小时|分)", deadlines)
    assert re.findall(r"\d(?:天|小时|分)", explained)


def test_a_segment_of_time_is_not_worded_like_a_handoff(book: CliCasebook, case: str) -> None:
    """In English both go from one to the other; in Chinese the heads of the columns are two words."""
    assert "转出人" not in book.done("explain", case, "resolve", **CHINESE)
    assert "转出人" not in book.done("when", "2wd", "--format", "markdown", **CHINESE)


def test_names_in_brackets_have_the_brackets_of_the_language(book: CliCasebook, case: str) -> None:
    """On the page of a case, of its calculation, of a calendar."""
    pages = book.done("show", case, **CHINESE), book.done("explain", case, "resolve", **CHINESE)
    assert [page for page in pages if " (" in page] == []
    assert "状态      待受理（received）" in pages[0]
    assert "State     Received (received)" in book.done("show", case)
