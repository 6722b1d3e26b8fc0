"""Settings that are changed for one act: neither a longer late_entry nor a second name for an address helps anybody."""

from __future__ import annotations

import re

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA, case, formal_book
from tests.cli.scenes import Scenes
from tests.conftest import run_git

pytestmark = pytest.mark.slow

LATE = {"CASECTL_NOW": "2027-01-25T10:00:00+00:00"}
OVERRIDE = ("override", "final", "--due", "2027-03-01", "--reason", "The bank is slow")


@pytest.fixture
def desk(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A casebook in which Mia changes rules and decides on clocks, and owns a case due on 18 January."""
    scenes.lay(book, _with_a_case_of_hers)
    return book


def _with_a_case_of_hers(book: CliCasebook) -> None:
    change(book, "may: [act_as", "may: [rules, clocks, act_as")
    book.env |= {**MIA, "CASECTL_NOW": "2026-11-23T10:00:00+00:00"}
    formal_book(book)
    assert book.run("check").status == 0


def change(book: CliCasebook, *pairs: str) -> str:
    """Replace texts in the settings; they as they were."""
    path = book.folder / "casectl.yaml"
    before = path.read_text("utf-8")
    text = before
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return before


def adopted(book: CliCasebook, *pairs: str, **env: str) -> str:
    before = change(book, *pairs)
    book.done("adopt", "casectl.yaml", **env)
    return before


def put_back(book: CliCasebook, text: str) -> None:
    (book.folder / "casectl.yaml").write_text(text, "utf-8")
    book.done("adopt", "casectl.yaml", **LATE)


def found(book: CliCasebook, code: str) -> list[bool]:
    """Whether the code is found: by check twice, and by verify."""
    return [code in book.run(*words, **LATE).out for words in (("check",), ("check",), ("verify",))]


def test_a_longer_late_entry_makes_no_missed_deadline_good(desk: CliCasebook) -> None:
    """That of when the clock began counts, and the stop waits for somebody else."""
    adopted(desk, "law: 1\n", "law: 1\nlate_entry: 90wd\n", **LATE)
    dated = ("advance", case(desk), "done", "--at", "2027-01-15 10:00")
    assert "give the reason: --late TEXT" in desk.refused(3, *dated, **LATE)
    said = desk.run(*dated, "--late", "forgot", **LATE)
    assert "when somebody else confirms it" in said.err
    assert [row["state"] for row in desk.rows("due", case(desk), **LATE) if row["clock"] == "final"] != ["met"]
    assert found(desk, "C094") == [False, False, False]


def test_one_that_was_longer_when_the_clock_began_counts(desk: CliCasebook) -> None:
    """What is given by the rules of the run and by those of now is nobody's gain."""
    adopted(desk, "law: 1\n", "law: 1\nlate_entry: 20wd\n")
    [row] = desk.rows("new", "formal", "--title", "Later")
    desk.done("advance", str(row["id"]), "done", "--at", "2027-01-15 10:00", **LATE)
    assert [each["state"] for each in desk.rows("due", str(row["id"]), **LATE) if each["clock"] == "final"] == ["met"]
    assert found(desk, "C094") == [False, False, False]


def test_the_same_typed_by_hand_is_found(desk: CliCasebook) -> None:
    """As the verb would have written it under the longer one: it is found by any way of looking."""
    path = desk.cases[0]
    adopted(desk, "law: 1\n", "law: 1\nlate_entry: 90wd\n", **LATE)
    desk.done("advance", path.stem, "done", "--at", "2027-01-15 10:00", "--late", "forgot", **LATE)
    text, count = re.subn(r"(?m)^      final: \{.*claimed.*\}$", MET, path.read_text("utf-8"))
    assert count == 1
    run_git(desk.folder, "reset", "--quiet", "--hard", "HEAD~1")
    path.write_text(text, "utf-8")
    assert "C094" in desk.run("check", **LATE).out
    at = LATE["CASECTL_NOW"]
    run_git(desk.folder, "commit", "-qam", "x", GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)
    assert found(desk, "C094") == [True, True, True]


MET = "      final: {stopped: 2027-01-15T10:00:00+00:00}"


@pytest.mark.parametrize("how", ["second", "moved", "renamed"])
def test_who_owned_it_by_an_address_has_owned_it_by_every_name(desk: CliCasebook, how: str) -> None:
    """Found by use: a second id for the owner's address, her own put aside; afterwards the settings were put back."""
    book = desk
    text = (book.folder / "casectl.yaml").read_text("utf-8")
    person = re.search(r"(?ms)^  mia:.*?(?=^  \S|\Z)", text)
    assert person
    line, other = person[0], person[0].replace("  mia:", "  mia2:", 1)
    away = line.replace("mia@example.org", "mia9@example.org")
    pairs = {
        "second": (line, away + other), "renamed": (line, other),
        "moved": (line, away, "ben@example.org", "mia@example.org"),
    }[how]  # fmt: skip
    before = adopted(book, *pairs, **LATE)
    verb, *words = OVERRIDE
    said = book.refused(3, verb, case(book), *words, **LATE)
    assert re.search(r"(mia2|ben) has an address that was mia's, who has owned", said), said
    if how == "moved":  # by git: casectl lets nobody record that they are nobody afterwards
        (book.folder / "casectl.yaml").write_text(before, "utf-8")
        book.commit()
    else:
        put_back(book, before)
    assert found(book, "C094") == [False, False, False]


BEN = {name: "Ben Okoro" if "NAME" in name else "ben@example.org" for name in MIA}


def hand_on(book: CliCasebook) -> None:
    """Ben, who may decide on clocks, gets Mia's address beside his own."""
    was, now = "[ben@example.org]\n    roles: [", "[ben@example.org, mia@example.org]\n    roles: [supervisor, "
    adopted(book, "[mia@example.org]", "[mia9@example.org]", was, now, **LATE)


def test_who_was_given_the_owners_address_decides_from_their_own_one(desk: CliCasebook) -> None:
    """A mailbox that was handed on does not make a colleague the owner; who acts from it cannot be told apart."""
    hand_on(desk)
    verb, *words = OVERRIDE
    assert "ben has an address that was mia's, who has owned" in desk.refused(3, verb, case(desk), *words, **LATE)
    desk.done(verb, case(desk), *words, **LATE, **BEN)
    assert found(desk, "C094") == [False, False, False]


def test_what_was_recorded_by_hand_from_the_owners_address_is_found(desk: CliCasebook) -> None:
    """The same act: before it is committed, and afterwards."""
    hand_on(desk)
    desk.done(OVERRIDE[0], case(desk), *OVERRIDE[1:], **LATE, **BEN)
    run_git(desk.folder, "reset", "--quiet", "--soft", "HEAD~1")
    assert "C094" in desk.run("check", **LATE).out
    at = LATE["CASECTL_NOW"]
    run_git(desk.folder, "commit", "-qam", "x", GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at, **MIA)
    assert found(desk, "C094") == [True, True, True]


def test_who_acts_is_gits_committer_and_the_commit_names_both(desk: CliCasebook) -> None:
    """Found by use: with GIT_AUTHOR_* of a colleague the verb took the owner for her, and hid who committed."""
    book, verb = desk, OVERRIDE[0]
    ann = {"GIT_COMMITTER_NAME": "Ann Reed", "GIT_COMMITTER_EMAIL": "ann@example.org"}
    refused = book.refused(3, verb, case(book), *OVERRIDE[1:], **LATE, **ann)
    assert "ann has no role with may: [clocks]" in refused
    book.done("note", case(book), "Written by Mia", **LATE, **ann)
    assert "\n    by: ann\n" in book.cases[0].read_text("utf-8")
    assert run_git(book.folder, "log", "-1", "--format=%ae %ce").split() == ["mia@example.org", "ann@example.org"]
    assert "written by mia, not by ann" in " ".join(book.done("audit", case(book), **LATE).split())
    assert found(book, "H003") == [False, False, False]
