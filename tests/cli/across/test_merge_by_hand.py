"""A case that two clones have worked on and git has merged by hand: what check says, and the way back to work.

The journals are united line by line, as whoever resolves the conflict sees them; the header is one side's, or both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CalledProcessError

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

pytestmark = pytest.mark.slow

_CONFLICT = re.compile(r"^<{7} .*?\n(.*?)^\|{7}.*?\n.*?^={7}\n(.*?)^>{7} .*?\n", re.MULTILINE | re.DOTALL)
_SETTINGS = ("-c", "user.name=Ann Reed", "-c", "user.email=ann@example.org", "-c", "merge.conflictStyle=diff3")
"""With diff3 a conflict has whole events: else git takes the lines that two different events share out of it."""


class Merge:
    """Two clones of a book, the other one merged into ours with conflicts in its one case."""

    def __init__(self, ours: CliCasebook, folder: Path, our_words: list[str], their_words: list[str]) -> None:
        run_git(ours.folder, "clone", "--quiet", str(ours.folder), str(folder))
        self.ours, self.theirs = ours, CliCasebook(folder)
        self.case = ours.cases[0].stem
        for book, words in ((ours, our_words), (self.theirs, their_words)):
            book.done(words[0], self.case, *words[1:])
            book.done("note", self.case, f"Said with {words[0]}")
        run_git(ours.folder, "fetch", "--quiet", str(folder), "HEAD")
        with pytest.raises(CalledProcessError):
            self.git("merge", "--quiet", "FETCH_HEAD")

    def git(self, *words: str) -> None:
        """git at Ann's keyboard, at the time of the test."""
        at = self.ours.env["CASECTL_NOW"]
        run_git(self.ours.folder, *_SETTINGS, *words, GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)

    def resolve(self, resolved: Callable[[str], str]) -> None:
        """The file is put in order by hand, and the merge committed."""
        path = self.ours.cases[0]
        path.write_text(resolved(path.read_text("utf-8")), "utf-8")
        self.git("commit", "--quiet", "--all", "--message", "Merged by hand")

    def codes(self) -> set[str]:
        """The findings of check."""
        return set(re.findall(r": ([A-Z]\d{3}) ", self.ours.run("check").out))

    def texts(self) -> int:
        """How many of the notes of both sides are in the journal."""
        return self.ours.cases[0].read_text("utf-8").count("text: Said with")


def united(text: str) -> str:
    """Of the header our lines, of the journal those of both."""
    header, word, journal = text.partition("\njournal:\n")
    return _CONFLICT.sub(r"\1", header) + word + _CONFLICT.sub(r"\1\2", journal)


OURS = ["escalate", "--level", "2", "--reason", "Angry"]
THEIRS = {
    "a note": ["note", "She rang again"],
    "another level": ["escalate", "--level", "3", "--reason", "Press"],
    "another deadline": ["override", "resolve", "--due", "2026-12-24 12:00", "--reason", "Agreed"],
    "a contact": ["contact", "out", "Told her"],
}


@pytest.fixture(params=THEIRS)
def merge(request: pytest.FixtureRequest, book: CliCasebook, tmp_path: Path) -> Merge:
    """A merge in which we have raised the level."""
    return Merge(book, tmp_path / "theirs", OURS, THEIRS[request.param])


@pytest.fixture
def one_merge(book: CliCasebook, tmp_path: Path) -> Merge:
    """One of these merges, where any will do."""
    return Merge(book, tmp_path / "theirs", OURS, THEIRS["another level"])


def test_until_it_is_finished_nothing_is_recorded_and_check_names_the_place(one_merge: Merge) -> None:
    """Lists say that they left the case out."""
    assert one_merge.codes() == {"C000"}
    assert "git merge --continue" in one_merge.ours.refused(6, "note", one_merge.case, "x")
    answer = one_merge.ours.run("list")
    assert (answer.status, "conflict markers" in answer.err) == (5, True)


def test_a_union_of_the_journals_is_worked_on_after_a_refold_at_most(merge: Merge) -> None:
    """Whichever header was kept: check finds it if it is not what the journal adds up to, and one command writes it."""
    merge.resolve(united)
    if merge.codes():
        assert "C050" in merge.codes()
        said = merge.ours.refused(3, "note", merge.case, "x")
        assert f"casectl adopt --refold {merge.case}" in said
        merge.ours.done("adopt", "--refold", merge.case)
    merge.ours.done("note", merge.case, "Said with both")
    assert merge.texts() == 3
    assert merge.codes() <= {"C061"}


@pytest.mark.parametrize("words", [("note", "x"), ("adopt",), ("edit",)])
def test_markers_that_were_committed_are_no_case_and_no_verb_makes_it_worse(
    one_merge: Merge, words: tuple[str, ...]
) -> None:
    """They are named with line and column; the file is the user's to put in order."""
    one_merge.resolve(lambda text: text)
    assert one_merge.codes() == {"C000"}
    verb, *more = words
    assert "conflict markers" in one_merge.ours.refused(5, verb, one_merge.case, *more)


def test_a_refold_merges_the_two_sides_between_committed_markers(one_merge: Merge) -> None:
    """By what they mean: both notes stay, and the case is one again."""
    one_merge.resolve(lambda text: text)
    one_merge.ours.done("adopt", "--refold", one_merge.case)
    assert one_merge.texts() == 2
    assert "<<<<" not in one_merge.ours.cases[0].read_text("utf-8")
    one_merge.ours.done("note", one_merge.case, "Said with both")


def test_what_was_committed_with_markers_is_put_in_order_and_worked_on(merge: Merge) -> None:
    """The file is mended in a commit of its own; a wrong header then has the same way out."""
    merge.resolve(lambda text: text)
    merge.resolve(united)
    if "C050" in merge.codes():
        merge.ours.done("adopt", "--refold", merge.case)
    merge.ours.done("note", merge.case, "Said with both")
    assert merge.texts() == 3


def test_a_merge_that_drops_one_sides_events_is_found(one_merge: Merge) -> None:
    """Whoever takes one side whole loses what the other has recorded: check names each event that is gone, and they
    come back from history.
    """
    one_merge.ours.run("check")
    one_merge.resolve(lambda text: _CONFLICT.sub(r"\1", text))
    assert "C062" in one_merge.codes()
    assert one_merge.texts() == 1
    one_merge.ours.done("adopt", "--refold", one_merge.case)
    assert one_merge.texts() == 2
    assert one_merge.codes() == set()
