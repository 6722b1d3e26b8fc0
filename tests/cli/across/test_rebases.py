"""verify tells one's own commits that were put on top of others from commits that are gone."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.clones import clone_of, git

pytestmark = pytest.mark.slow

LATER = {"CASECTL_NOW": "2026-11-21T11:00:00+00:00"}


@pytest.fixture
def rebased(book: CliCasebook) -> CliCasebook:
    """Ann's clone: what she did was verified, and goes on top of what Ben did."""
    other = clone_of(book)
    book.done("doctor", "--fix")
    case = book.cases[0].stem
    other.done("note", case, "Ben rang")
    book.done("note", case, "Ann rang", CASECTL_NOW="2026-11-21T09:30:00+00:00")
    book.done("set", case, "request=Two", "--reason", "said so", CASECTL_NOW="2026-11-21T09:31:00+00:00")
    assert "H012" not in book.run("verify", **LATER).out
    git(book, "remote", "add", "ben", str(other.folder))
    git(book, "fetch", "-q", "ben")
    return book


def test_an_honest_rebase_is_told_and_is_no_finding(rebased: CliCasebook) -> None:
    """Once; from then on the branch is as any other."""
    git(rebased, "rebase", "-q", "ben/main")
    answer = rebased.run("verify", **LATER)
    assert "H012" not in answer.out
    assert "2 commits were moved by a rebase, such as git pull --rebase; nothing is missing" in answer.err
    assert "put on top" not in rebased.run("verify", **LATER).err


def test_what_the_merge_driver_records_in_a_rebase_was_recorded_with_casectl(book: CliCasebook) -> None:
    """Nobody acted, and its sides are there: verify does not call it typed."""
    other, case = clone_of(book), book.cases[0].stem
    book.done("doctor", "--fix")
    other.done("set", case, "request=Three", "--reason", "said so")
    book.done("set", case, "request=Two", "--reason", "said so", CASECTL_NOW="2026-11-21T09:31:00+00:00")
    git(book, "pull", "-q", "--rebase", str(other.folder), "main")
    assert "event: merged" in book.cases[0].read_text("utf-8")
    answer = book.run("verify", **LATER)
    assert "H002" not in answer.out + answer.err


@pytest.mark.parametrize("change", ["drop", "alter", "field"])
def test_a_rebase_that_loses_something_is_a_finding(rebased: CliCasebook, change: str) -> None:
    git(rebased, "rebase", "-q", "ben/main")
    if change == "drop":
        git(rebased, "reset", "-q", "--hard", "HEAD~1")
    else:
        file = rebased.cases[0]
        old, new = {"alter": ("Ann rang", "Nobody rang"), "field": ("request: Two", "request: Three")}[change]
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")
        git(rebased, "commit", "-qa", "--amend", "--no-edit")
    assert "H012 the branch was rewritten or moved back: it no longer has commit" in rebased.run("verify", **LATER).out


def test_what_another_repository_has_is_not_put_elsewhere(rebased: CliCasebook) -> None:
    """It was pushed, so others go on from it."""
    git(rebased, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(rebased, "rebase", "-q", "ben/main")
    assert "H012 the branch was rewritten or moved back: it no longer has commit" in rebased.run("verify", **LATER).out
