"""check judges what it has not seen before as verify would: by when it was recorded, by whom, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.clones import clone_of, git
from tests.cli.plain_commits import with_two_notes
from tests.conftest import run_git

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.casebook import Answer, CliCasebook
from tests.cli.scenes import Scenes

pytestmark = pytest.mark.slow

BEN = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
       for key, value in (("NAME", "Ben Okoro"), ("EMAIL", "ben@example.org"))}  # fmt: skip


@pytest.fixture
def case(book: CliCasebook, scenes: Scenes) -> Path:
    """A case with two notes, at which check has looked."""
    scenes.lay(book, with_two_notes)
    return book.cases[0]


def typed(case: Path, **other: str) -> str:
    """The last event of a case once more, as somebody types it: with another id, and other details."""
    lines = case.read_text("utf-8").splitlines()
    start = max(number for number, line in enumerate(lines) if line.startswith("  - id:"))
    said = {"- id": "zz9zz9zz9z", **other}
    keys = {line.strip().partition(":")[0]: line for line in lines[start:]}
    keys |= {key: f"  {'' if key == '- id' else '  '}{key}: {value}" for key, value in said.items()}
    return "\n".join(keys.values()) + "\n"


def commit(book: CliCasebook, *options: str) -> None:
    """Record the files as Ann, with plain git."""
    at = book.env["CASECTL_NOW"]
    run_git(book.folder, "commit", "-qam", "By hand", *options, **book.env, GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)


def found(book: CliCasebook, code: str) -> Answer:
    """What check finds, the same twice: before the commit or after it."""
    answer = book.run("check")
    assert (answer.status, answer.out.count(f": {code} ")) == (1, 1), answer.out
    assert book.run("check") == answer
    return answer


def test_an_entry_typed_in_later_is_judged_by_when_it_was_recorded(book: CliCasebook, case: Path) -> None:
    """What was committed before it can have happened stays a finding once that time has come."""
    event = typed(case, at="2026-12-20T09:00:00+00:00", event="noted")
    case.write_text(case.read_text("utf-8") + event, "utf-8")
    found(book, "C091")
    commit(book)
    book.env["CASECTL_NOW"] = "2026-12-21T09:00:00+00:00"
    assert "in commit" in found(book, "C091").out
    book.done("note", book.cases[1].stem, "another matter")
    found(book, "C091")


def test_an_event_in_the_name_of_another_is_found(book: CliCasebook, case: Path) -> None:
    """By git's identity before it is committed, by the committer afterwards, whoever is at work then."""
    case.write_text(case.read_text("utf-8") + typed(case, by="mia"), "utf-8")
    said = "event zz9zz9zz9z, not committed yet, names mia as its author, but git is set up for ann"
    assert said in found(book, "H003").out
    commit(book)
    answer = found(book, "H003")
    assert "event zz9zz9zz9z: committed by ann, not by mia in commit" in answer.out
    assert book.run("check", **BEN) == answer


def test_nobody_is_said_to_have_recorded_what_somebody_else_did(book: CliCasebook, case: Path) -> None:
    """Also where the event is by who committed it: it says that a colleague recorded it."""
    case.write_text(case.read_text("utf-8") + typed(case, by="ann", via="mia"), "utf-8")
    commit(book)
    assert "it says that mia recorded it, but mia neither committed nor wrote it in commit" in found(book, "H003").out
    assert book.run("verify").out.count(": H003 ") == 1


def test_an_author_who_was_typed_has_not_acted(book: CliCasebook, case: Path) -> None:
    """git takes anybody for the author of a commit; the committer's identity is another matter."""
    case.write_text(case.read_text("utf-8") + typed(case, by="mia"), "utf-8")
    commit(book, "--author", "Mia Lind <mia@example.org>")
    assert "event zz9zz9zz9z: committed by ann, not by mia in commit" in found(book, "H003").out
    assert book.run("verify").out.count(": H003 ") == 1


def test_what_a_colleague_carries_elsewhere_is_still_by_who_recorded_it(book: CliCasebook, case: Path) -> None:
    """As a rebase of a branch with two people's work does."""
    book.done("note", case.stem, "by ben", **BEN)
    run_git(book.folder, "commit", "-q", "--amend", "--no-edit", "--author", "Ben Okoro <ben@example.org>",
            **book.env, GIT_COMMITTER_DATE=book.env["CASECTL_NOW"])  # fmt: skip
    assert book.run("check").status == 0


def test_an_event_of_ones_own_that_is_typed_in_is_no_fault(book: CliCasebook, case: Path) -> None:
    case.write_text(case.read_text("utf-8") + typed(case), "utf-8")
    assert book.run("check").status == 0
    assert ": H003 " in book.run("check", **BEN).out
    commit(book)
    assert book.run("check", **BEN).status == 0


def test_an_event_put_between_others_is_found_before_and_after_the_commit(book: CliCasebook, case: Path) -> None:
    """Nothing is altered by it, but what was recorded last stands where it was not."""
    head, mark, last = case.read_text("utf-8").rpartition("  - id:")
    case.write_text(f"{head}{typed(case)}{mark}{last}", "utf-8")
    found(book, "C063")
    commit(book)
    assert "event zz9zz9zz9z was put before events recorded earlier in commit" in found(book, "C063").out
    assert book.run("verify").out.count(": C063 ") == 1


def test_events_in_another_order_are_found_after_the_commit(book: CliCasebook, case: Path) -> None:
    head, mark, last = case.read_text("utf-8").rpartition("  - id:")
    first, _, before = head.rpartition("  - id:")
    case.write_text(f"{first}{mark}{last}{mark}{before}", "utf-8")
    commit(book)
    found(book, "C063")


def test_rules_that_are_not_committed_are_no_rules_of_an_event(book: CliCasebook, case: Path) -> None:
    event = typed(case) + f"    under:\n      casectl.yaml: {'b' * 40}\n"
    case.write_text(case.read_text("utf-8") + event, "utf-8")
    assert (
        "the event uses a different version of casectl.yaml from the one committed before it" in found(book, "C069").out
    )


@pytest.mark.parametrize(
    "words", [("merge", "-q", "--no-edit"), ("merge", "-q", "--no-commit"), ("rebase", "-q"), ("cherry-pick",)]
)
def test_work_of_two_clones_on_one_case_is_no_fault(book: CliCasebook, words: tuple[str, ...]) -> None:
    """However git brings it together, and also while the merge waits to be committed."""
    other, case = clone_of(book), book.cases[0].stem
    book.done("note", case, "from Ann", CASECTL_NOW="2026-11-21T09:40:00+00:00")
    other.done("note", case, "from Ben")
    assert book.run("check", CASECTL_NOW="2026-11-22T09:00:00+00:00").status == 0
    git(book, "fetch", "-q", str(other.folder), "main")
    git(book, *words, "FETCH_HEAD")
    text = book.cases[0].read_text("utf-8")
    assert text.index("from Ann") < text.index("from Ben")
    for _ in range(2):
        assert book.run("check", CASECTL_NOW="2026-11-22T09:00:00+00:00").status == 0
