"""A server squashes the work of a branch into one commit: it names who wrote it, and no event."""

from __future__ import annotations

import re

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.clones import clone_of, git

pytestmark = pytest.mark.slow

LATER = {"CASECTL_NOW": "2026-11-21T11:00:00+00:00"}
BEN = "Co-authored-by: Ben Okoro <ben@example.org>"


def _squashed(book: CliCasebook, said: str, **committer: str) -> None:
    """What Ann and Ben did on a branch, as one commit by Ann; its message has theirs, in its midst."""
    other, case = clone_of(book), book.cases[0].stem
    git(book, "checkout", "-q", "-b", "side")
    book.done("note", case, "Ann rang", CASECTL_NOW="2026-11-21T09:30:00+00:00")
    git(other, "pull", "-q", str(book.folder), "side")
    other.done("note", case, "Ben rang")
    git(book, "pull", "-q", str(other.folder), "main")
    messages = git(book, "log", "--format=* %B", "main..side")
    git(book, "checkout", "-q", "main")
    git(book, "merge", "-q", "--squash", "side")
    book.env.update({f"GIT_COMMITTER_{key.upper()}": value for key, value in committer.items()})
    git(book, "commit", "-q", "-m", "Two notes (#3)", "-m", messages, "-m", said)
    git(book, "branch", "-q", "-D", "side")


def _found(book: CliCasebook) -> set[str]:
    said = book.run("check", "--base", "main~1", **LATER)
    assert {*re.findall(r"H00[23]", said.out)} == {*re.findall(r"H00[23]", book.run("verify", **LATER).out)}
    return {*re.findall(r"(H00[23]) event", said.out)}


@pytest.mark.parametrize("said", [BEN, f"{BEN}\nCo-authored-by: Mia Lund <mia@example.org>"])
def test_a_squash_on_githubs_pages_is_theirs_who_wrote_it(book: CliCasebook, said: str) -> None:
    """Found by use: each event was committed by GitHub, not by who had acted, and recorded without casectl."""
    _squashed(book, said, name="GitHub", email="noreply@github.com")
    assert _found(book) == set()
    assert "by hand" not in book.run("audit", book.cases[0].stem, **LATER).out


def test_a_server_of_ones_own_is_named_in_the_settings(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "forges: {ours: {emails: hub@example.org}}\n", "utf-8")
    book.done("adopt", "casectl.yaml", CASECTL_NOW="2026-11-21T09:00:00+00:00")
    _squashed(book, BEN, name="Our hub", email="Hub@Example.org")
    assert _found(book) == set()


@pytest.mark.parametrize(
    ("said", "committer"),
    [
        ("Nobody else", {"name": "GitHub", "email": "noreply@github.com"}),
        (BEN, {"name": "Somebody", "email": "hub@example.org"}),
        (BEN, {"name": "Cleo", "email": "noreply@github.com.example.org"}),
    ],
)
def test_whoever_is_not_named_as_an_author_has_not_acted(
    book: CliCasebook, said: str, committer: dict[str, str]
) -> None:
    """A person, or a server that nobody knows, speaks for nobody else, whatever the message says."""
    _squashed(book, said, **committer)
    assert "H003" in _found(book)


@pytest.mark.parametrize(
    ("lines", "is_found"),
    [
        ("Case: {case}\nActor: ann", True),
        ("Case: {case}", True),
        ("Actor: ann", True),
        ("Actor: bo\nVia: ann", True),
        ("Case: 4711\nActor: the printer", False),
        ("Case: {case} in the court\nActor: Ann of the theatre", False),
    ],
)
def test_a_commit_that_says_who_acted_and_names_no_event_has_recorded_it(
    book: CliCasebook, lines: str, is_found: bool
) -> None:
    """Empty or not; the same lines of another tool, with words of its own, are none of ours."""
    lines = lines.format(case=book.cases[0].stem)
    git(book, "commit", "-q", "--allow-empty", "-m", "Ring back", "-m", lines)
    (book.folder / "plan.txt").write_text("x\n", "utf-8")
    git(book, "add", "-A")
    git(book, "commit", "-q", "-m", "Ring back", "-m", lines)
    said = book.run("verify", **LATER).out
    assert said.count("H001 the commit claims to record something about") == (2 if is_found else 0)
    assert ("but names no event" in said) == is_found


def test_a_commit_that_names_an_event_and_no_case_has_recorded_it(book: CliCasebook) -> None:
    """What looks like another tool's line is none of ours."""
    for number, line in enumerate(("Event: 7k3m9qxt2v", "Event: conference", "Event: launch 3")):
        (book.folder / f"plan-{number}.txt").write_text("x\n", "utf-8")
        git(book, "add", "-A")
        git(book, "commit", "-q", "-m", "A plan", "-m", line)
    said = book.run("verify", **LATER).out
    assert said.count("H001 the commit claims to record event") == said.count("7k3m9qxt2v") == 1
