"""What git merged by text, markers and all, is repaired, and everybody gets what both recorded."""

from __future__ import annotations

import subprocess

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.clones import git
from tests.cli.shared import clone, demand_at_rest, told
from tests.conftest import run_git

pytestmark = pytest.mark.slow


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
    """By a verb, or by the sync of who has work of their own on the case; nobody's work waits for it."""
    third = clone(shared, "third")
    case = _both_worked(shared, other)
    other.commit("Merged")
    run_git(other.folder, "push", "-q", "origin", "main")
    third.done("note", case, "from the third")
    found = told(third, status=1)
    assert (found["pushed"], found["kept_back"], found["own"]) == (True, False, [])
    told(shared, status=1)
    text = shared.cases[0].read_text("utf-8")
    assert all(each in text for each in ("from Ann", "from Ben", "rang", "from the third"))
    other.done("sync")
    demand_at_rest(shared, other, third)


def test_pushed_marks_are_mended_where_nobody_else_works_on_the_case(shared: CliCasebook, other: CliCasebook) -> None:
    """By `adopt --refold`, in any clone."""
    case = _both_worked(shared, other)
    other.commit("Merged")
    run_git(other.folder, "push", "-q", "origin", "main")
    told(shared, status=1)
    shared.done("adopt", "--refold", case)
    shared.done("check")
    found = told(shared)
    assert (found["pushed"], found["own"]) == (True, [])
    other.done("sync")
    text = other.cases[0].read_text("utf-8")
    assert all(each in text for each in ("from Ann", "from Ben", "rang"))
    demand_at_rest(shared, other)


def test_what_cannot_be_read_and_was_shared_holds_up_nobody(shared: CliCasebook, other: CliCasebook) -> None:
    """A case that somebody broke and pushed goes on from what it last was, in the sync of who has work on it."""
    case, path = shared.cases[0].stem, other.cases[0]
    other.done("note", case, "from Ben")
    path.write_text(path.read_text("utf-8").replace("state: received", "state: [received"), "utf-8")
    other.commit("Broken")
    run_git(other.folder, "push", "-q", "origin", "main")
    shared.done("note", case, "from Ann")
    found = told(shared, status=1)
    assert (found["pushed"], {each["code"] for each in found["incoming"]}) == (True, {"C000"})
    text = shared.cases[0].read_text("utf-8")
    assert "from Ann" in text
    assert "from Ben" in text
    other.done("sync")
    demand_at_rest(shared, other)


@pytest.mark.parametrize("way", ["abort", "refold", "added", "mergetool"])
def test_a_merge_full_of_marks_is_ended_by_what_it_means(shared: CliCasebook, other: CliCasebook, way: str) -> None:
    """In the midst of it, or after it was given up: nothing of either side is lost, and nothing is unlawful."""
    case = _both_worked(shared, other)
    said = " ".join(other.refused(6, "note", case, "beside").split())
    assert "casectl adopt --refold CASE merges each case, then git merge --continue" in said
    if way == "abort":
        run_git(other.folder, "merge", "--abort")
    elif way == "mergetool":
        other.run("doctor", "--fix")
        git(other, "mergetool", "-y", "--tool", "casectl")
    else:
        if way == "added":
            run_git(other.folder, "add", "--all")
        assert "git merge --continue" in " ".join(other.run("adopt", "--refold", case).err.split())
    if way != "abort":
        assert run_git(other.folder, "diff", "--name-only") == ""
        other.commit("Merged")
    assert told(other)["pushed"]
    assert told(shared)["incoming"] == []
    text = shared.cases[0].read_text("utf-8")
    assert all(each in text for each in ("from Ann", "from Ben", "rang"))
    demand_at_rest(shared, other)


def test_what_somebody_settled_by_hand_is_left_as_it_is(shared: CliCasebook, other: CliCasebook) -> None:
    """In the midst of a merge, a file without marks is not merged again."""
    case = _both_worked(shared, other)
    run_git(other.folder, "checkout", "--ours", ".")
    before = other.cases[0].read_bytes()
    other.refused(6, "adopt", "--refold", case)
    assert other.cases[0].read_bytes() == before
