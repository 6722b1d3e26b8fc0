"""What a server merges and squashes, where signatures are required."""

from __future__ import annotations

import os

import pytest

from tests.cli.across.signed_book import AFTER, Signed, signed_book
from tests.cli.casebook import CliCasebook
from tests.cli.clones import CASECTL
from tests.conftest import run_git
from tests.signing import needs_ssh_keygen, signing_settings

pytestmark = [pytest.mark.slow, needs_ssh_keygen]


@pytest.fixture
def signed(book: CliCasebook, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    """A casebook in which signatures are required."""
    return signed_book(book, tmp_path_factory.mktemp("keys"))


def merged(signed: Signed, key: str) -> str:
    """A signed branch, merged by the server with a key."""
    folder = signed.book.folder
    run_git(folder, "checkout", "-qb", "side")
    signed.note("ben")
    run_git(folder, "checkout", "-q", "main")
    date = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), AFTER)
    settings = str(signing_settings(signed.keys, key))
    run_git(folder, "merge", "-q", "--no-ff", "-m", "Merge", "side", GIT_CONFIG_GLOBAL=settings, **date)
    return signed.head()


def test_a_server_signs_the_merges_that_it_makes_and_nothing_else(signed: Signed) -> None:
    merged(signed, "hub")
    assert signed.found() == []
    commit = signed.note("ann", "hub")
    assert signed.found() == [("H016", commit)]


def test_a_server_merges_what_two_branches_did_to_one_case(signed: Signed) -> None:
    """Found by use: the case is then as neither branch had it, and that is what a merge of it has to be."""
    folder, case = signed.book.folder, signed.book.cases[0].stem
    signed.book.done("doctor", "--fix", **signed.who("mia"))
    run_git(folder, "checkout", "-qb", "side")
    signed.note("ben")
    run_git(folder, "checkout", "-q", "main")
    signed.book.done("note", case, "meanwhile", **signed.who("mia"))
    date = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), AFTER)
    path = f"{CASECTL}:{os.environ['PATH']}"
    run_git(folder, "merge", "-q", "--no-ff", "-m", "Merge", "side", **signed.who("mia", "hub"), **date, PATH=path)
    assert signed.found() == []
    text = signed.book.cases[0].read_text("utf-8")
    signed.book.cases[0].write_text(text.replace("title: ", "title: Not ", 1), "utf-8")
    run_git(folder, "commit", "-qa", "--amend", "--no-edit", **signed.who("mia", "hub"), **date)
    assert "H005" in signed.book.run("verify", "--all").out


def test_a_server_says_nothing_of_a_merge_by_itself(signed: Signed) -> None:
    """Other files than cases are as a branch had them."""
    folder = signed.book.folder
    merged(signed, "hub")
    (folder / "templates/complaint.yaml").write_text("template: complaint\n", "utf-8")
    run_git(
        folder, "commit", "-qa", "--amend", "--no-edit", GIT_CONFIG_GLOBAL=str(signing_settings(signed.keys, "hub"))
    )
    assert ("H016", signed.head()) in signed.found()


def test_a_merge_by_a_key_that_nobody_knows_does_not_count(signed: Signed) -> None:
    commit = merged(signed, "eve")
    assert signed.found() == [("H015", commit)]


def squashed(signed: Signed, *people: str, moved: bool = False) -> str:
    """A branch on which these people record something, squashed by the server; `moved`: main has gone on meanwhile."""
    folder = signed.book.folder
    run_git(folder, "checkout", "-qb", "side")
    for person in people:
        signed.note(person)
    run_git(folder, "checkout", "-q", "main")
    if moved:
        signed.settings("name: ", "name: The ", "mia")
    run_git(folder, "merge", "-q", "--squash", "side")
    date = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), AFTER)
    run_git(folder, "commit", "-qm", "Squashed", **signed.who(people[0], "hub"), **date)
    return signed.head()


@pytest.mark.parametrize("moved", [False, True])
def test_a_server_squashes_a_branch_whose_commits_are_here_and_signed(signed: Signed, moved: bool) -> None:
    """Where they are not here nobody can tell, and it is said what to fetch."""
    commit = squashed(signed, "ann", "ann", moved=moved)
    assert signed.found() == []
    run_git(signed.book.folder, "branch", "-D", "side")
    assert signed.found() == [("H016", commit)]
    assert "git fetch origin refs/pull/7/head" in signed.book.run("verify").out


def test_a_squash_says_nothing_that_nobody_signed(signed: Signed) -> None:
    """Neither a commit of the branch without its signature, nor other files than those of the branch."""
    folder = signed.book.folder
    run_git(folder, "checkout", "-qb", "side")
    signed.note("ann", "none")
    run_git(folder, "checkout", "-q", "main")
    run_git(folder, "merge", "-q", "--squash", "side")
    date = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), AFTER)
    run_git(folder, "commit", "-qm", "Squashed", **signed.who("ann", "hub"), **date)
    assert signed.found() == [("H014", signed.head()), ("H016", signed.head())]
    (folder / "README").write_text("x")
    run_git(folder, "add", "README")
    run_git(folder, "commit", "-q", "--amend", "--no-edit", **signed.who("ann", "hub"), **date)
    assert signed.found() == [("H016", signed.head())]
