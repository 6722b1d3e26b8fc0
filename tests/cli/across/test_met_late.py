"""What only one clone knew until a merge is remarked: whether it was in time, that clone's own clock alone says."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.clones import clone_of
from tests.cli.formal import MIA, case, formal_book
from tests.conftest import run_git

APART = "until a merge"


@pytest.fixture
def pair(book: CliCasebook) -> tuple[CliCasebook, CliCasebook]:
    """A case of Mia's that is due in January, in two clones; it is answered in the second one in November."""
    book.env |= MIA
    formal_book(book)
    other = clone_of(book)
    other.env |= MIA
    other.done("advance", case(other), "done", CASECTL_NOW="2026-11-25T10:00:00+00:00")
    return book, other


def met(pair: tuple[CliCasebook, CliCasebook], at: str) -> CliCasebook:
    """The first clone after it took what the second one had."""
    book, other = pair
    book.done("new", "formal", "--title", "Another", CASECTL_NOW=at)
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    run_git(book.folder, "pull", "-q", "--no-rebase", "--no-edit", str(other.folder), "main", **dates)
    book.env["CASECTL_NOW"] = at
    return book


def test_a_stop_that_came_with_a_merge_after_the_deadline(pair: tuple[CliCasebook, CliCasebook]) -> None:
    answered = case(pair[0])
    book = met(pair, "2027-01-20T10:00:00+00:00")
    assert {row["state"] for row in book.rows("due", answered)} == {"met"}
    said = " ".join(book.run("due", answered).err.split())
    assert said.count("advanced by mia was in only one clone until a merge 56d later") == 2  # of two clocks
    for words in (("audit", "--back-dated"), ("audit", answered), ("audit", answered, "--back-dated")):
        said = " ".join(book.done(*words).split())
        assert f"{APART} 56d later" in said, words
    assert "只有一个克隆有此记录" in book.done("audit", "--back-dated", CASECTL_LANG="zh")


def test_what_met_on_the_same_day_is_nothing_remarkable(pair: tuple[CliCasebook, CliCasebook]) -> None:
    book = met(pair, "2026-11-25T16:00:00+00:00")
    assert APART not in book.done("audit", "--back-dated")
    assert "only one clone" not in book.run("due", case(book)).err
