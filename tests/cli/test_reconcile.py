"""reconcile: what a merge left undecided is shown by lists and `check`, and settled by one command."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.clones import clone_of, git

LATER = "2026-11-21T11:00:00+00:00"


def test_two_titles_are_shown_and_settled(book: CliCasebook) -> None:
    """`check` names the conflict and stays green, and so do `check --base` and `verify`; the other's title is taken."""
    other, case = clone_of(book), book.cases[0].stem
    before = git(book, "rev-parse", "HEAD").strip()
    book.done("set", case, "title=From Ann", CASECTL_NOW="2026-11-21T09:40:00+00:00")
    other.done("set", case, "title=From Ben", "--reason", "as he said")
    said = git(book, "pull", "-q", "--no-rebase", str(other.folder), "main")
    assert f"casectl reconcile {case}" in said
    checked = book.run("check", CASECTL_NOW=LATER)
    assert checked.status == 0
    assert "C122" in checked.out + checked.err
    assert book.run("check", "--base", before, CASECTL_NOW=LATER).status == 0
    found = book.run("verify", CASECTL_NOW=LATER).out.splitlines()
    assert [each for each in found if "H004" not in each] == []  # the book's own commits are dated by its cases
    shown = book.done("show", case, CASECTL_NOW=LATER)
    assert "From Ann" in shown
    assert "From Ben" in shown
    book.done("reconcile", case, "title", "--other", "--reason", "She knows", CASECTL_NOW=LATER)
    assert "title: From Ann" in book.cases[0].read_text("utf-8")
    assert "C122" not in book.run("check", CASECTL_NOW=LATER).out
