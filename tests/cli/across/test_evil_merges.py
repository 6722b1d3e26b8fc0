"""A merge gives no field a value of its own, and names no sides that there were not."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.clones import MERGED_AT, clone_of, git

LATER = {"CASECTL_NOW": "2026-11-21T11:00:00+00:00"}


@pytest.fixture
def both(book: CliCasebook) -> CliCasebook:
    """Ann's clone, in which what Ben did on the same fields is about to be merged."""
    case = book.cases[0].stem
    other = clone_of(book)
    book.done("doctor", "--fix")
    other.done("set", case, "request=Ben's", "problem=Torn\nand wet", "--reason", "said so")
    book.done("set", case, "request=Ann's", "--reason", "said so", CASECTL_NOW="2026-11-21T09:30:00+00:00")
    git(book, "pull", "-q", "--no-rebase", "--no-commit", str(other.folder), "main")
    return book


def _merge(book: CliCasebook, *change: str) -> None:
    file = book.cases[0]
    text = file.read_text("utf-8")
    for old, new in zip(change[::2], change[1::2], strict=True):
        assert old in text, text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")
    git(book, "commit", "-qam", "Merge")


@pytest.mark.parametrize("command", ["check --base HEAD^1", "check --base HEAD^2", "verify", "check"])
def test_a_field_that_both_changed_gets_the_value_of_one_of_them(both: CliCasebook, command: str) -> None:
    """Whichever; a third one needs an event, and the finding says which field, in which commit, by whom."""
    both.run("check", **LATER)
    _merge(both, "request: Ben's", "request: A refund of 500")
    answer = both.run(*command.split(), **LATER)
    assert answer.status == 1, answer
    assert "H005 fields.request got a value that none of the merge's parents has, and no event says so," in answer.out
    assert f"by Ann Reed, {MERGED_AT}" in answer.out


def test_what_git_and_casectl_merged_passes(both: CliCasebook) -> None:
    _merge(both)
    assert both.run("check", "--base", "HEAD^1", **LATER).status == 0
    assert both.run("check", "--base", "HEAD^2", **LATER).status == 0


def test_the_other_value_may_be_taken(both: CliCasebook) -> None:
    _merge(both, "request: Ben's", "request: Ann's")
    assert both.run("check", "--base", "HEAD^1", **LATER).status == 0


def test_the_event_of_a_merge_names_what_the_parents_have_alone(both: CliCasebook) -> None:
    """Else somebody could have old events judged as if they had not known of each other."""
    text = both.cases[0].read_text("utf-8")
    assert "event: merged" in text, text
    opened = text[text.index("journal:") :].partition("id: ")[2][:6]
    line = next(each for each in text.splitlines() if "first:" in each)
    _merge(both, line, line.replace("[", f"[{opened}, "))
    answer = both.run("verify", **LATER)
    assert "C120" in answer.out
    assert "names sides of a merge that there were not" in answer.out, answer.out


def test_an_event_that_both_parents_have_and_the_merge_altered_is_said_once(both: CliCasebook) -> None:
    first = both.cases[0].read_text("utf-8").partition("event: opened")[0].rpartition("    by: ")[2].split()[0]
    _merge(both, f"    by: {first}\n    event: opened", "    by: ben\n    event: opened")
    assert both.run("verify", **LATER).out.count(" C063 ") == 1
