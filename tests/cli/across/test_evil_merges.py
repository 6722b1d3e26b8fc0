"""A merge gives no field a value of its own, and names no sides that there were not."""

from __future__ import annotations

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.clones import MERGED_AT, clone_of, git

pytestmark = pytest.mark.slow

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
    assert "lists sides that do not match those of the merge" in answer.out, answer.out


def test_an_event_that_both_parents_have_and_the_merge_altered_is_said_once(both: CliCasebook) -> None:
    first = both.cases[0].read_text("utf-8").partition("event: opened")[0].rpartition("    by: ")[2].split()[0]
    _merge(both, f"    by: {first}\n    event: opened", "    by: ben\n    event: opened")
    assert both.run("verify", **LATER).out.count(" C063 ") == 1


LOST = "H005 fields.{name} lost the value that one parent of the merge gave it, and no event says so,"


@pytest.mark.parametrize("command", ["check --base HEAD^1", "check --base HEAD^2", "verify", "check"])
def test_what_one_parent_alone_has_changed_stays_changed(both: CliCasebook, command: str) -> None:
    """Its event says so, and the other parent has the value from before it; an event may take it back, no merge."""
    both.run("check", **LATER)
    _merge(both, "problem: |-\n    Torn\n    and wet", "problem: Torn")
    answer = both.run(*command.split(), **LATER)
    assert answer.status == 1, answer
    assert LOST.format(name="problem") in answer.out, answer
    assert answer.out.count("H005") == 1, answer


def test_what_an_event_of_the_merge_takes_back_is_not_lost(both: CliCasebook) -> None:
    """Plain check asks for the event; then it is silent."""
    both.run("check", **LATER)
    _merge(both, "problem: |-\n    Torn\n    and wet", "problem: Torn")
    assert "H005" in both.run("check", **LATER).out
    both.done("set", both.cases[0].stem, "problem=Torn, not wet", "--reason", "said so", **LATER)
    assert "H005" not in both.run("check", **LATER).out


@pytest.mark.parametrize("command", ["check --base HEAD^1", "check --base HEAD^2", "verify"])
def test_a_hand_edit_that_a_merge_drops_is_found(book: CliCasebook, command: str) -> None:
    """Also where the file is as the other parent has it, so that git shows no change."""
    file, other = book.cases[0], clone_of(book)
    book.done("doctor", "--fix")
    theirs = other.folder / file.relative_to(book.folder)
    theirs.write_text(theirs.read_text("utf-8").replace("request: Another", "request: Two"), "utf-8")
    git(other, "commit", "-qam", "By hand")
    [row] = book.rows(*NEW, "--title", "Torn sleeve", "--customer.name", "Kim")
    assert row
    git(book, "pull", "-q", "--no-rebase", "--no-commit", str(other.folder), "main")
    _merge(book, "request: Two", "request: Another")
    assert LOST.format(name="request") in book.run(*command.split(), **LATER).out


def test_of_a_text_that_both_changed_neither_half_is_dropped(book: CliCasebook) -> None:
    """Merging by line has both; where it has no answer, either one may be taken."""
    case, other = book.cases[0].stem, clone_of(book)
    book.done("doctor", "--fix")
    lines = [f"line {number}" for number in range(9)]
    book.done("set", case, "problem=" + "\n".join(lines), "--reason", "r")
    git(other, "pull", "-q", str(book.folder), "main")
    other.done("set", case, "problem=" + "\n".join([*lines, "theirs"]), "--reason", "r")
    book.done("set", case, "problem=" + "\n".join(["ours", *lines]), "--reason", "r")
    git(book, "pull", "-q", "--no-rebase", "--no-commit", str(other.folder), "main")
    _merge(book, "    theirs\n", "")
    assert LOST.format(name="problem") in book.run("verify", **LATER).out
