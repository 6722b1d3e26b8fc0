"""people add changes casectl.yaml, keeps what else is in it, and records it as adopt would."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

ADD = ("people", "add", "kim", "--name", "Kim Park", "--email", "kim@example.org", "--role", "agent", "--team", "售后")


def test_people_are_listed(book: CliCasebook) -> None:
    assert [row["person"] for row in book.rows("people", "list")] == ["ann", "ben", "mia"]


def test_somebody_is_added_in_one_commit_and_may_work_at_once(book: CliCasebook) -> None:
    """Comments stay; who was added is known by the address; nothing is left to commit."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(
        settings.read_text("utf-8").replace("people:\n", "# Who works here\npeople:  # by name\n"), "utf-8"
    )
    book.commit()
    before = settings.read_text("utf-8")
    [row] = book.rows(*ADD)
    assert row == {"person": "kim", "name": "Kim Park", "roles": ["agent"], "teams": ["after-sales"],
                   "emails": ["kim@example.org"], "skills": [], "away": []}  # fmt: skip
    assert settings.read_text("utf-8").startswith(before)
    assert run_git(book.folder, "log", "-1", "--format=%s%n%b").split("\n")[0] == "Rules: casectl.yaml"
    assert run_git(book.folder, "status", "--porcelain") == ""
    book.done("note", book.cases[0].stem, "Hello", GIT_COMMITTER_EMAIL="kim@example.org")
    book.done("check")


def test_what_is_not_recorded_is_not_recorded_along(book: CliCasebook) -> None:
    """The file has an edit of somebody's that nobody adopted."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "# an edit\n", "utf-8")
    assert "casectl adopt casectl.yaml records them" in book.refused(3, *ADD)


def test_who_may_not_change_rules_may_not_add_people(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    text = settings.read_text("utf-8").replace("may: [act_as, clocks", "may: [rules, act_as, clocks")
    settings.write_text(text, "utf-8")
    book.commit()
    assert "the rules were not adopted" in book.refused(3, *ADD)
    book.done(*ADD, GIT_COMMITTER_EMAIL="mia@example.org")


def test_an_address_belongs_to_one_person(book: CliCasebook) -> None:
    assert "belongs to ann and kim" in book.refused(3, "people", "add", "kim", "--email", "ANN@example.org")


@pytest.mark.parametrize("address", ["nope", "kim@", "@example.org", "Kim <kim@example.org>", "kim @example.org"])
def test_what_is_no_address_is_refused(book: CliCasebook, address: str) -> None:
    """git would never know the person by it."""
    assert "is not an e-mail address" in book.refused(2, "people", "add", "kim", "--email", address)


def test_who_is_missing_is_told_the_way(book: CliCasebook) -> None:
    """The hint of another verb, and of one that somebody unknown runs."""
    assert "casectl people add" in book.refused(4, "assign", book.cases[0].stem, "kim")
    words = "note", book.cases[0].stem, "x"
    assert "casectl people add" in book.refused(3, *words, GIT_COMMITTER_EMAIL="kim@example.org")


@pytest.mark.parametrize("words", [ADD, ("team", "add", "returns"), ("people", "list")], ids=" ".join)
def test_what_is_to_be_known_of_a_casebook_is_said_once(book: CliCasebook, words: tuple[str, ...]) -> None:
    """A command that opens the casebook again, for what it has just recorded, does not repeat it."""
    settings = book.folder / "casectl.yaml"
    settings.write_text(f"rehearsal: yes\n{settings.read_text('utf-8')}", "utf-8")
    book.commit()
    answer = book.run(*words)
    assert answer.status == 0
    assert answer.err.count("rehearsal") == 1


def test_whoever_git_cannot_recognise_is_named(book: CliCasebook) -> None:
    """Found by use: somebody without an address was added in silence, got cases, and could never act."""
    assert "zoe has no e-mail address, so git cannot say when they act" in book.run("people", "add", "zoe").err
    assert "no e-mail" not in book.run("people", "add", "yan", "--email", "yan@example.org").err
    assert "Front line (front-line)" in book.done("people", "list")
    assert {"front-line"} <= {team for row in book.rows("people", "list") for team in row["teams"]}
