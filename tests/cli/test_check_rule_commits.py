"""check looks at the commits that change rules, and at what was recorded under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.plain_commits import COMPLAINT, edit, twice, version, with_two_notes
from tests.cli.scenes import Scenes
from tests.conftest import run_git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.casebook import CliCasebook

pytestmark = pytest.mark.slow


@pytest.fixture
def case(book: CliCasebook, scenes: Scenes) -> Path:
    """A case with two notes, at which check has looked."""
    scenes.lay(book, with_two_notes)
    return book.cases[0]


def test_rules_committed_around_adopt_need_a_raised_version(book: CliCasebook, case: Path) -> None:
    """Until it is raised."""
    edit(book, COMPLAINT, ("title:", "title: Other #"))
    answer = twice(book)
    assert answer.status == 1
    assert "B011 the rules of template complaint changed, but its version is still" in answer.out
    assert "in commit" in answer.out
    edit(book, COMPLAINT, (version(book), f"{version(book)}1"))
    assert twice(book).status == 0


def test_a_commit_of_rules_that_was_taken_back_is_no_finding(book: CliCasebook, case: Path) -> None:
    """Found by use: check went on naming a commit that the branch no longer had, whatever its hint was followed."""
    edit(book, COMPLAINT, ("title:", "title: Other #"))
    assert "B011" in twice(book).out
    run_git(book.folder, "reset", "--quiet", "--hard", "HEAD~1")
    assert twice(book).status == 0


def test_one_case_is_not_said_to_be_all_that_commits_did(book: CliCasebook, case: Path) -> None:
    """Found by use: of an event that a commit had taken out, check CASE said that nothing was found."""
    said = "casectl check without a case also checks the commits"
    between = "casectl check without a case also checks links between cases, attachments/ and the archive"
    assert between in " ".join(book.run("check", case.stem).err.split())
    assert between not in " ".join(book.run("check").err.split())
    assert said not in book.run("check", case.stem).err
    before = case.read_text("utf-8")
    book.done("note", case.stem, "Once more")
    case.write_text(before, "utf-8")
    book.commit()
    assert said in book.run("check", case.stem).err
    assert "C062" in book.run("check").out
    assert said in book.run("check", case.stem).err


def test_a_commit_that_makes_a_template_unreadable_is_named(book: CliCasebook, case: Path) -> None:
    """Found by use: once the template was put right nothing said so. Until then its own fault is told as well."""
    edit(book, COMPLAINT, ("title:", "title: [ #"))
    said = "B011 template complaint can no longer be used, so nothing can be checked by it"
    assert said in twice(book).out
    edit(book, COMPLAINT, ("title: [ #", "title:"))
    assert said in book.run("verify").out
    assert twice(book).status == 0


def test_a_raised_version_is_no_fault(book: CliCasebook, case: Path) -> None:
    edit(book, COMPLAINT, ("title:", "title: Other #"), (version(book), f"{version(book)}1"))
    book.done("note", case.stem, "under the new rules")
    assert twice(book).status == 0


def test_who_may_not_change_the_rules_gains_nothing_by_doing_it(book: CliCasebook, case: Path) -> None:
    """A role given to oneself by a plain commit counts for no later commit; putting it back hides nothing."""
    edit(book, "casectl.yaml", ("may: [act_as", "may: [rules, act_as"))
    assert book.run("check").status == 0
    edit(book, "casectl.yaml", ("roles: [agent]", "roles: [supervisor]"))
    said = "only people named in casectl.yaml may change the rules: casectl.yaml changed in commit"
    assert said in twice(book).out
    edit(book, "casectl.yaml", ("roles: [supervisor]", "roles: [agent]"))
    assert twice(book).out.count("B011") == 2


def test_the_law_and_a_rehearsal_are_not_set_by_a_plain_commit(book: CliCasebook, case: Path) -> None:
    edit(book, "casectl.yaml", ("law: 1\n", "rehearsal: yes\n"))
    out = twice(book).out
    assert "the setting law cannot be removed from a casebook" in out
    assert "a rehearsal from its first commit on" in out
    edit(book, "casectl.yaml", ("rehearsal: yes\n", "law: 1\n"))
    out = twice(book).out
    assert "the setting law cannot be removed from a casebook" not in out
    assert "a rehearsal from its first commit on" in out, "times may have been made up in between"


def test_what_was_recorded_under_relaxed_rules_is_found_when_they_are_as_they_were(book: CliCasebook) -> None:
    """However often check is asked: what mended the rules mended no event."""
    case = book.cases[0].stem
    edit(book, "casectl.yaml", ("may: [act_as", "may: [rules, act_as"))
    book.done("note", case, "rang")
    assert book.run("check").status == 0
    edit(book, "casectl.yaml", ("roles: [agent]", "roles: [supervisor]"))
    book.done("note", case, "for another", "--as", "ben")
    edit(book, "casectl.yaml", ("roles: [supervisor]", "roles: [agent]"))
    out = twice(book).out
    assert "C098 ben: ann may not record for ben" in out
    book.done("note", case, "rang again")
    assert "C098" in twice(book).out


def test_an_event_goes_by_the_rules_that_were_committed_before_it(book: CliCasebook, case: Path) -> None:
    """Found by use (G3): rules made for one event, and committed together with it."""
    text = case.read_text("utf-8")
    pinned = next(line for line in text.splitlines() if "casectl.yaml:" in line)
    case.write_text(text.replace(pinned, f"{pinned.partition(':')[0]}: {'a' * 40}"), "utf-8")
    book.commit()
    head = run_git(book.folder, "rev-parse", "HEAD~1").strip()
    assert "C063" in twice(book).out
    event = text.rstrip().splitlines()
    start = max(number for number, line in enumerate(event) if line.startswith("  - id:"))
    more = "\n".join([*event[start:], "    under:", f"      casectl.yaml: {'b' * 40}"])
    run_git(book.folder, "reset", "--quiet", "--hard", head)
    book.run("check")
    old = event[start].split()[-1]
    case.write_text(text.rstrip() + "\n" + more.replace(old, "zz9zz9") + "\n", "utf-8")
    book.commit()
    answer = twice(book)
    assert answer.status == 1
    assert "C069 event zz9zz9: the event uses a different version of casectl.yaml" in answer.out


@pytest.mark.parametrize("mend", ["back", "raised"])
def test_rules_that_were_others_for_a_minute_are_told_once(book: CliCasebook, case: Path, mend: str) -> None:
    """Found by use: check said nothing of them where they were changed back before it looked; --base and verify did."""
    base = run_git(book.folder, "rev-parse", "HEAD").strip()
    edit(book, COMPLAINT, ("title:", "title: Other #"))
    number = version(book)
    edit(book, COMPLAINT, ("title: Other #", "title:") if mend == "back" else (number, f"{number}1"))
    answer = book.run("check")
    said = "B011 the rules of template complaint changed, but its version is still"
    assert (answer.status, answer.out.count(said)) == (1, 1), answer.out
    assert book.run("check").status == 0
    for words in (("check", "--base", base), ("verify",)):
        assert book.run(*words).out.count(said) == 1
