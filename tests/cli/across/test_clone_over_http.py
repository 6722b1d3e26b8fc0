"""A casebook that comes from a server, whole or in part, works like any other. `make test-servers` runs these."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.git_server import git_server
from tests.conftest import run_git

pytestmark = pytest.mark.servers

LATE = {"CASECTL_NOW": "2027-06-01T09:00:00+00:00"}


@pytest.fixture
def url(book: CliCasebook) -> Iterator[str]:
    """Where the casebook of `book` is served."""
    for name in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant", "http.receivepack"):
        run_git(book.folder, "config", name, "true")
    run_git(book.folder, "config", "receive.denyCurrentBranch", "updateInstead")
    with git_server(book.folder.parent) as root:
        yield f"{root}/{book.folder.name}"


@pytest.fixture(params=[(), ("--depth=1",), ("--filter=blob:none",)], ids=["whole", "shallow", "partial"])
def clone(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> CliCasebook:
    """A clone from the server: all of it, the last commit alone, or the files of the last commit alone."""
    run_git(tmp_path, "clone", "--quiet", *request.param, url, "clone")
    return CliCasebook(tmp_path / "clone")


def test_a_clone_lists_and_checks_as_its_origin_does(book: CliCasebook, clone: CliCasebook) -> None:
    """Whatever the clone left out of the history, every case of today is there."""
    for words in (("list", "--format", "tsv"), ("overdue", "--format", "tsv")):
        answers = [each.run(*words, **LATE) for each in (book, clone)]
        assert answers[0].out == answers[1].out
        assert len(answers[1].out.splitlines()) > 1
    assert clone.run("check").status == 0


def test_what_is_recorded_in_a_clone_reaches_the_server_and_the_next_one(
    book: CliCasebook, clone: CliCasebook, url: str, tmp_path: Path
) -> None:
    """Plain git carries it there and back."""
    clone.done(*NEW, "--title", "Wet box", "--customer.name", "Lou")
    clone.done("note", clone.cases[0].stem, "Called again")
    run_git(clone.folder, "push", "--quiet", "origin", "HEAD")
    run_git(tmp_path, "clone", "--quiet", url, "next")
    after = CliCasebook(tmp_path / "next")
    assert after.done("list", "--format", "tsv") == clone.done("list", "--format", "tsv")
    assert "\tnoted\t" in after.done("audit", clone.cases[0].stem, "--format", "tsv")
    assert after.run("check").status == 0


def test_a_server_that_is_gone_stops_nobody(clone: CliCasebook, url: str) -> None:
    """casectl asks no server: with another address in the settings, all of it works."""
    run_git(clone.folder, "remote", "set-url", "origin", "http://127.0.0.1:9/gone")
    assert clone.done("list", "--format", "tsv")
    clone.done("note", clone.cases[0].stem, "Called again")
    assert clone.run("check").status == 0
