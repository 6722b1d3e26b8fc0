"""sync among several clones and people."""

from __future__ import annotations

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.shared import clone, demand_sound, head
from tests.conftest import run_git

pytestmark = pytest.mark.slow


def test_three_clones_end_equal(shared: CliCasebook, other: CliCasebook) -> None:
    """Whoever syncs when, and whatever each did."""
    third = clone(shared, "third")
    for number, each in enumerate((shared, other, third, other, shared)):
        each.done("note", each.cases[number % 2].stem, f"note {number}")
        each.done("set", each.cases[0].stem, f"title=title {number}")
        each.done(*NEW, "--title", f"new {number}", "--customer.name", "Kit")
        if number % 2:
            each.done("sync")
    for each in (shared, other, third, shared, other):
        each.done("sync")
    assert len({head(each.folder) for each in (shared, other, third)}) == 1
    for each in (shared, other, third):
        demand_sound(each)
        assert run_git(each.folder, "status", "--porcelain") == ""


def test_one_person_is_named_once(shared: CliCasebook, other: CliCasebook) -> None:
    """By the name in casectl.yaml, whether casectl made the commit or plain git did."""
    other.done("note", other.cases[0].stem, "by casectl")
    (other.folder / "templates" / "README.md").write_text("plain\n", "utf-8")
    run_git(other.folder, "add", "templates/README.md")
    other.commit("With plain git")
    answer = other.run("sync")
    assert "by ben" in answer.out
    assert "Ben Okoro" not in answer.out
