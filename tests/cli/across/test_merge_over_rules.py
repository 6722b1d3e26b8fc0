"""People, templates and settings change in one clone while cases go on in another; then git brings both together."""

from __future__ import annotations

import re

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.clones import clone_of, git

pytestmark = pytest.mark.slow

LATER = {"CASECTL_NOW": "2026-11-21T11:00:00+00:00"}


@pytest.fixture
def pair(book: CliCasebook) -> tuple[CliCasebook, CliCasebook]:
    """Ann notes something and adds a person; Ben, who has seen neither, notes something on the same case."""
    other = clone_of(book)
    case = book.cases[0].stem
    book.done("note", case, "from Ann", CASECTL_NOW="2026-11-21T09:40:00+00:00")
    book.done("people", "add", "cleo", CASECTL_NOW="2026-11-21T09:45:00+00:00")
    other.done("note", case, "from Ben")
    return book, other


def _breaches(book: CliCasebook) -> set[str]:
    """The codes of what is found in all of its history, but for the dates of the casebook that the tests start from."""
    said = book.run("check", **LATER).out + book.run("verify", "--all", **LATER).out
    return set(re.findall(r"\b[CH]\d{3}\b", said)) - {"H004"}


@pytest.mark.parametrize("first", ["ann", "ben"])
def test_a_case_merged_over_changed_rules_is_sound(pair: tuple[CliCasebook, CliCasebook], first: str) -> None:
    """Found by random histories: the merge's own event said nothing of the newer rules (C069)."""
    here, there = pair if first == "ann" else pair[::-1]
    git(here, "pull", "-q", "--no-rebase", str(there.folder), "main")
    git(there, "pull", "-q", "--no-rebase", str(here.folder), "main")
    for each in (here, there):
        assert _breaches(each) == set()
        each.done("note", each.cases[0].stem, "later", **LATER)
        assert _breaches(each) == set()


def test_what_was_put_behind_the_change_is_told_and_is_no_fault(pair: tuple[CliCasebook, CliCasebook]) -> None:
    """By ``git pull --rebase``: the commits then say that Ben knew of the newer rules, and his note goes by the old.

    Both allow it.
    """
    ann, ben = pair
    ben.run("check", **LATER)
    git(ben, "pull", "-q", "--rebase", str(ann.folder), "main")
    said = ben.run("check", **LATER)
    assert "uses a different version of casectl.yaml from the one committed before it" in said.err
    assert (said.status, _breaches(ben)) == (0, set())
    ben.done("note", ben.cases[0].stem, "later", **LATER)
    assert _breaches(ben) == set()


def test_who_gains_by_the_older_rules_is_found(book: CliCasebook) -> None:
    """Meanwhile only managers may withdraw a complaint: the step is put behind that, as if nobody had known of it."""
    case = book.cases[0].stem
    book.done("contact", case, "in", "Let it be", "--channel", "phone")
    other = clone_of(book)
    to = "      to: withdrawn\n      guards:\n"
    for path in (book.folder / "templates").glob("*.yaml"):
        text = re.sub(r"(?m)^(version: .*)$", r"\g<1>0", path.read_text("utf-8"))
        path.write_text(text.replace(to, f"{to}        - role: {{roles: [manager]}}\n"), "utf-8")
    book.done("adopt", "templates/complaint.yaml", "templates/after-sales.yaml")
    other.env |= {key: book.env[key] for key in book.env if key.startswith("GIT_")}
    other.done("advance", case, "withdrawn", "--reason", "She likes it")
    git(other, "pull", "-q", "--rebase", str(book.folder), "main")
    assert _breaches(other) == {"C069"}


@pytest.mark.parametrize(("kind", "found"), [("internal", set[str]()), ("regulatory", {"C069"})])
def test_a_case_opened_before_a_change_and_put_behind_it_counts_by_the_older_rules(
    book: CliCasebook, kind: str, found: set[str]
) -> None:
    """Who opened it did not know the newer ones, which is told; who gains a later regulatory deadline is found."""
    book.run("check", **LATER)
    other = clone_of(book)
    other.run("check", **LATER)
    for path in (book.folder / "templates").glob("*.yaml"):
        text = re.sub(r"(?m)^(version: .*)$", r"\g<1>0", path.read_text("utf-8"))
        title = "    title: {en: First response, zh: 首次响应}\n    kind: "
        text = text.replace("      - {duration: 24h}", "      - {duration: 12h}", 1)
        path.write_text(text.replace(f"{title}internal", f"{title}{kind}"), "utf-8")
    book.done("adopt", "templates/complaint.yaml", "templates/after-sales.yaml")
    before = {*other.cases}
    other.done(*NEW, "--title", "While away", "--customer.name", "Kit")
    [case] = {*other.cases} - before
    other.done("note", case.stem, "She rang again")
    git(other, "pull", "-q", "--rebase", str(book.folder), "main")
    said = other.run("check", **LATER)
    assert (
        "uses a different version of templates/complaint.yaml from the one committed before it" in said.out + said.err
    )
    assert _breaches(other) == found
    other.done("note", case.stem, "And again", **LATER)
    assert _breaches(other) == found
