"""check --base judges what was recorded on a branch from before a rule was tightened by the rules of the base too."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.scenes import Scenes
from tests.cli.test_check_base import COMPLAINT, MIA, edit
from tests.conftest import run_git

BEN = {name: value.replace("Mia Lund", "Ben Okoro").replace("mia@", "ben@") for name, value in MIA.items()}
_BEN = """\
  ben:
    name: Ben Okoro
    emails: [ben@example.org]
    roles: [specialist]
    teams: [after-sales]
"""


@pytest.fixture
def forked(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """Nobody but a supervisor may change the rules; `fork` is where a branch goes off."""
    scenes.lay(book, _with_a_fork)
    return book


def _with_a_fork(book: CliCasebook) -> None:
    edit(book, "casectl.yaml", ("may: [act_as", "may: [rules, act_as"))
    book.done("contact", book.cases[0].stem, "in", "Found it", "--channel", "phone")
    run_git(book.folder, "branch", "fork")


def _removed(book: CliCasebook) -> None:
    """Ben is taken out of the settings."""
    edit(book, "casectl.yaml", (_BEN, ""), **MIA)
    run_git(book.folder, "tag", "base")


def _tightened(book: CliCasebook) -> None:
    """Only a manager lets a complaint be withdrawn."""
    version = next(line for line in (book.folder / COMPLAINT).read_text("utf-8").splitlines() if "version:" in line)
    guard = "        - contacted: {direction: in}  # the customer's own word\n"
    new = "        - role: {roles: [manager]}\n"
    edit(book, COMPLAINT, (version, f"{version}9"), (guard, new), **MIA)
    run_git(book.folder, "tag", "base")


def _on_fork(book: CliCasebook, *words: str, **identity: str) -> None:
    """What somebody does on `fork`, into which the base is merged then, as before a push."""
    run_git(book.folder, "checkout", "-q", "fork")
    book.done(*words, **identity)
    run_git(book.folder, "merge", "-q", "--no-ff", "-m", "Merge", "base", **_now(book))


def test_who_was_taken_out_records_nothing_more_on_a_branch_from_before(forked: CliCasebook) -> None:
    _removed(forked)
    _on_fork(forked, "note", forked.cases[0].stem, "after I was taken out", **BEN)
    answer = forked.run("check", "--base", "base")
    assert answer.status == 1
    assert "C098 ben: ben is not a person in casectl.yaml (by the newer rules of the base)" in answer.out


def test_a_step_that_was_tightened_is_not_taken_on_a_branch_from_before(forked: CliCasebook) -> None:
    _tightened(forked)
    _on_fork(forked, "advance", forked.cases[0].stem, "withdrawn", "--reason", "Found it")
    answer = forked.run("check", "--base", "base")
    assert (answer.status, answer.out.count("C042")) == (1, 1), answer.out


def test_what_both_rules_allow_passes(forked: CliCasebook) -> None:
    """An honest colleague who worked offline meanwhile."""
    _removed(forked)
    _on_fork(forked, "note", forked.cases[0].stem, "offline")
    answer = forked.run("check", "--base", "base")
    assert (answer.status, answer.out) == (0, ""), answer.out


def test_a_waiver_of_the_base_lets_in_what_was_done_in_good_faith(forked: CliCasebook) -> None:
    """Whoever may change the rules has the last word on what came too late for them."""
    _tightened(forked)
    settings = (forked.folder / "casectl.yaml").read_text("utf-8").rstrip("\n")
    waiver = "waivers:\n  - {code: C042, reason: done before the rule, person: mia, until: 2027-12-31}\n"
    edit(forked, "casectl.yaml", (settings, f"{settings}\n{waiver}"), **MIA)
    run_git(forked.folder, "tag", "-f", "base")
    _on_fork(forked, "advance", forked.cases[0].stem, "withdrawn", "--reason", "Found it")
    answer = forked.run("check", "--base", "base")
    assert answer.status == 0, answer.out


def test_who_may_not_change_rules_does_not_bring_old_ones_back_by_a_merge(forked: CliCasebook) -> None:
    """git keeps whole files of one side as it is told: that takes back what the other side did since they parted."""
    _removed(forked)
    run_git(forked.folder, "checkout", "-q", "fork")
    forked.done("note", forked.cases[0].stem, "after I was taken out", **BEN)
    run_git(forked.folder, "merge", "-q", "-s", "ours", "-m", "Merge", "base", **_now(forked))
    answer = forked.run("check", "--base", "base")
    assert answer.status == 1
    assert "B011 ann may not change the rules: casectl.yaml changed" in answer.out
    assert "C098" in answer.out
    assert "B011" in forked.run("verify").out


def test_who_may_change_rules_brings_old_ones_back(forked: CliCasebook) -> None:
    _removed(forked)
    run_git(forked.folder, "checkout", "-q", "fork")
    forked.done("note", forked.cases[0].stem, "offline")
    run_git(forked.folder, "merge", "-q", "-s", "ours", "-m", "Merge", "base", **{**_now(forked), **MIA})
    assert forked.run("check", "--base", "base").status == 0


def _now(book: CliCasebook) -> dict[str, str]:
    """Ann, at the present moment."""
    now = book.env["CASECTL_NOW"]
    return {**{name: book.env[name] for name in MIA}, "GIT_AUTHOR_DATE": now, "GIT_COMMITTER_DATE": now}
