"""Events that a commit made without casectl took out of a case come back, and hold up no later work."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.shared import clone, demand_at_rest, told
from tests.conftest import run_git

pytestmark = pytest.mark.slow


def _stale(book: CliCasebook, case: str) -> None:
    """An editor that was open while a note was recorded saves its old text with an edit, and git commits it."""
    old = book.cases[0].read_text("utf-8")
    book.done("note", case, "from Ben")
    book.cases[0].write_text(old.replace("title: Torn", "title: Worn"), "utf-8")
    book.commit("Edited")


def _theirs(shared: CliCasebook, other: CliCasebook, case: str) -> None:
    """git merges by text, and takes the other side's where both changed."""
    shared.done("note", case, "from Ann")
    shared.done("sync")
    other.done("note", case, "from Ben")
    run_git(other.folder, "config", "--remove-section", "merge.casectl")
    run_git(other.folder, "pull", "-q", "--no-rebase", "-X", "theirs", GIT_COMMITTER_DATE=other.env["CASECTL_NOW"])


def _altered(book: CliCasebook, case: str) -> None:
    """Somebody edits a recorded event, and commits that."""
    book.done("note", case, "from Ben")
    book.cases[0].write_text(book.cases[0].read_text("utf-8").replace("from Ben", "from Bill"), "utf-8")
    book.commit("Edited")


@pytest.mark.parametrize("how", ["stale", "theirs", "altered", "reverted"])
def test_what_a_commit_took_out_comes_back(shared: CliCasebook, other: CliCasebook, how: str) -> None:
    """Until then it is kept here, with the command that brings it back; then all goes up, and the commit is named."""
    case, path = shared.cases[0].stem, other.cases[0]
    for key, text in (("name", "Ben Okoro"), ("email", "ben@example.org")):
        run_git(other.folder, "config", f"user.{key}", text)
    if how == "theirs":
        _theirs(shared, other, case)
    elif how == "altered":
        _altered(other, case)
    elif how == "stale":
        _stale(other, case)
    else:
        other.done("note", case, "from Ben")
        run_git(other.folder, "revert", "--no-edit", "HEAD", GIT_COMMITTER_DATE=other.env["CASECTL_NOW"])
    assert "from Ben" not in path.read_text("utf-8")
    assert f"casectl adopt --refold {case} " in " ".join(other.run("sync").err.split())
    assert {"altered": "C063"}.get(how, "C062") in other.run("check").out
    other.done("note", other.cases[1].stem, "beside")
    assert told(other, status=3)["kept_back"]
    other.done("adopt", "--refold", case)
    assert "from Ben" in path.read_text("utf-8")
    other.done("check")
    found = told(other, status=1)
    assert (found["pushed"], found["kept_back"]) == (True, False)
    answer = shared.run("sync")
    assert (answer.status, "received, and has been corrected since" in answer.err) == (1, True)
    is_by_git = how in ("theirs", "reverted")  # which dates its commits by the machine's clock, ahead of Ann's
    assert is_by_git or "for you: nothing to decide" in answer.out
    assert "beside" in shared.cases[1].read_text("utf-8")
    assert how != "stale" or "title: Worn" in path.read_text("utf-8")
    demand_at_rest(shared, other)
    other.refused(3, "adopt", "--refold", case)


@pytest.mark.parametrize("how", ["stale", "theirs", "altered"])
def test_what_was_lost_and_pushed_is_brought_back_by_anybody(shared: CliCasebook, other: CliCasebook, how: str) -> None:
    """In whatever clone, and what others have recorded since stays."""
    third, case = clone(shared, "third"), shared.cases[0].stem
    if how == "theirs":
        _theirs(shared, other, case)
    else:
        {"stale": _stale, "altered": _altered}[how](other, case)
    run_git(other.folder, "push", "-q", "origin", "main")
    told(shared, status=1)
    shared.done("note", case, "later")
    shared.run("sync")  # git's own merge has the time of the machine: to Ann's clock it lies ahead
    told(third, status=1)
    third.done("adopt", "--refold", case)
    third.done("check")
    found = told(third)
    assert (found["pushed"], found["own"]) == (True, [])
    for each in (shared, other):
        each.run("sync")
        text = each.cases[0].read_text("utf-8")
        assert "from Ben" in text
        assert "later" in text
    demand_at_rest(shared, other, third)
