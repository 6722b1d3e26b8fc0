"""Rules that somebody sets back by git: what was recorded before goes by its own rules, what comes later by the new."""

from __future__ import annotations

import re

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.scenes import Scenes

COMMANDS = ["verify", "check", "check --base HEAD~4"]


@pytest.fixture
def set_back(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A case, a newer version of its template that gives less time, and the older one again."""
    scenes.lay(book, _forth_and_back)
    return book


def _forth_and_back(book: CliCasebook) -> None:
    templates = {path: path.read_text("utf-8") for path in (book.folder / "templates").glob("*.yaml")}
    book.done(*NEW, "--title", "First", "--customer.name", "Kim")
    assert book.run("check").status == 0
    for path, text in templates.items():
        newer = re.sub(r"^version: (\d+)$", r"version: \g<1>9", text, flags=re.MULTILINE)
        path.write_text(newer.replace("- {duration: 24h}", "- {duration: 23h}"), "utf-8")
    book.done("adopt", *(f"templates/{path.name}" for path in templates))
    for path, text in templates.items():
        path.write_text(text, "utf-8")
    book.commit()


def _codes(book: CliCasebook, command: str) -> set[str]:
    """What is found, but that the book's own commits are dated by its cases."""
    return {*re.findall(r": ([A-Z]\d{3}) ", book.run(*command.split()).out)} - {"H004"}


@pytest.mark.parametrize("command", COMMANDS)
def test_honest_events_of_before_are_not_accused(set_back: CliCasebook, command: str) -> None:
    """Nor is what follows in a case that was opened then: its clocks go on as they began."""
    case = next(each for each in set_back.cases if "title: First" in each.read_text("utf-8"))
    set_back.done("contact", case.stem, "out", "Rang back")
    assert _codes(set_back, command) == {"B011"}


@pytest.mark.parametrize("command", ["verify", "check", "check --base HEAD~3"])
def test_what_is_opened_later_goes_by_the_newer_rules(set_back: CliCasebook, command: str) -> None:
    """Whoever sets rules back gains no time by it."""
    set_back.done(*NEW, "--title", "Second", "--customer.name", "Kim")
    assert _codes(set_back, command) == {"B011", "C100"}
