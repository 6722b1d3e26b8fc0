"""What git merged by text, markers and all, is repaired, and everybody gets what both recorded."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.shared import clone, demand_at_rest, told
from tests.conftest import run_git


def _both_worked(shared: CliCasebook, other: CliCasebook) -> str:
    """Both work on one case, and Ben's git, which knows no merge driver, pulls Ann's work: a merge full of marks."""
    case = shared.cases[0].stem
    shared.done("note", case, "from Ann")
    shared.done("contact", case, "out", "rang")
    shared.done("sync")
    run_git(other.folder, "config", "--remove-section", "merge.casectl")
    other.done("note", case, "from Ben")
    other.done("set", case, "title=Ben's")
    pulled = subprocess.run(["git", "-C", str(other.folder), "pull", "-q", "--no-rebase"], env=other.env, check=False)
    assert pulled.returncode == 1
    assert "<<<<<<<" in other.cases[0].read_text("utf-8")
    return case


@pytest.mark.parametrize("looked", [False, True])
def test_committed_marks_are_mended_and_all_goes_up(shared: CliCasebook, other: CliCasebook, looked: bool) -> None:
    """What both recorded is there, in everybody's clone; the commit with the marks is named."""
    case = _both_worked(shared, other)
    other.commit("Merged")
    if looked:
        assert "C000" in other.run("check").out
    other.done("adopt", "--refold", case)
    other.done("check")
    found = told(other, status=1)
    assert (found["pushed"], [each["code"] for each in found["own"]]) == (True, ["C000"])
    told(shared, status=1)
    text = shared.cases[0].read_text("utf-8")
    assert all(each in text for each in ("from Ann", "from Ben", "rang"))
    demand_at_rest(shared, other)


def test_pushed_marks_are_mended_by_anybody_for_everybody(shared: CliCasebook, other: CliCasebook) -> None:
    """Who has work of their own on the case is told how the others get it right, and loses nothing by waiting."""
    third = clone(shared, "third")
    case = _both_worked(shared, other)
    other.commit("Merged")
    run_git(other.folder, "push", "-q", "origin", "main")
    third.done("note", case, "from the third")
    said = " ".join(third.run("sync").err.split())
    assert f"in a clone that has that version: casectl adopt --refold {case}, then casectl sync" in said
    told(shared, status=1)
    shared.done("adopt", "--refold", case)
    shared.done("check")
    found = told(shared)
    assert (found["pushed"], found["own"]) == (True, [])
    told(third, status=1)
    text = third.cases[0].read_text("utf-8")
    assert all(each in text for each in ("from Ann", "from Ben", "rang", "from the third"))
    for each in (shared, other):
        each.run("sync")
    demand_at_rest(shared, other, third)


def test_a_merge_full_of_marks_is_left_for_one_by_meaning(shared: CliCasebook, other: CliCasebook) -> None:
    """The way out that `adopt` names in the midst of it: nothing of either side is lost, and nothing is unlawful."""
    case = _both_worked(shared, other)
    said = " ".join(other.refused(6, "adopt", "--refold", case).split())
    assert "git merge --abort, then casectl sync merges cases by what they mean" in said
    run_git(other.folder, "merge", "--abort")
    assert told(other)["pushed"]
    assert told(shared)["incoming"] == []
    text = shared.cases[0].read_text("utf-8")
    assert all(each in text for each in ("from Ann", "from Ben", "rang"))
    demand_at_rest(shared, other)
