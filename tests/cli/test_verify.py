"""verify names the commit of everything that no commit may do, and finds nothing in an honest history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from casectl.adapters.git import changed_paths
from casectl.adapters.git.repository_paths import repository_paths
from tests.cli.casebook import CHINESE, CliCasebook
from tests.conftest import run_git

if TYPE_CHECKING:
    from pathlib import Path


def codes(book: CliCasebook, *words: str) -> list[str]:
    """The codes of what is found; that these casebooks were made with a clock set back is found in all of them."""
    found = json.loads(book.run("verify", *words, "--format", "json").out)["rows"]
    return [row["code"] for row in found if row["code"] != "H004"]


def rewrite(book: CliCasebook, case: Path, old: str, new: str) -> str:
    """Change a case by hand, and commit it; the short id of the commit."""
    text = case.read_text("utf-8")
    assert old in text
    case.write_text(text.replace(old, new, 1), "utf-8")
    book.commit()
    return run_git(book.folder, "rev-parse", "--short=10", "HEAD").strip()


def test_a_rewritten_event_is_named_with_its_commit_for_ever(book: CliCasebook) -> None:
    """Also after it was put back: that stays in the history. In both languages, and for programs."""
    case = book.cases[0]
    book.done("note", case.stem, "rang once")
    assert codes(book) == []
    commit = rewrite(book, case, "rang once", "never rang")
    rewrite(book, case, "never rang", "rang once")
    for words in ((), ("--all",), (case.stem,)):
        answer = book.run("verify", *words)
        assert answer.status == 1
        assert f"was altered in commit {commit} by Ada Testwell" in answer.out
    assert "被" in book.run("verify", **CHINESE).out
    assert f"in commit {commit}" in book.run("verify", "-", stdin=f"{case.stem}\n").out
    assert codes(book, book.cases[1].stem) == []


def test_a_branch_that_was_rewritten_is_said_until_all_of_it_is_verified_again(book: CliCasebook) -> None:
    case = book.cases[0]
    book.done("note", case.stem, "rang once")
    assert codes(book) == []
    lost = run_git(book.folder, "rev-parse", "--short=10", "HEAD").strip()
    run_git(book.folder, "reset", "--quiet", "--hard", "HEAD~1")
    for _ in range(2):
        answer = book.run("verify")
        assert answer.status == 1
        assert f"H012 the branch was rewritten or moved back: it no longer has commit {lost}" in answer.out
        assert f"git merge {lost} brings it back; if you removed it on purpose: casectl verify --all" in answer.err
    run_git(book.folder, "reflog", "expire", "--expire=now", "--all")
    run_git(book.folder, "gc", "-q", "--prune=now")
    assert f"commit {lost} is no longer in this clone" in book.run("verify").err
    assert codes(book, "--all") == []
    assert book.run("verify").err.count(lost) == 0


def test_a_long_history_that_was_verified_is_quick_to_search(
    book: CliCasebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git has noted what each commit changed; later, when many have come, again."""
    monkeypatch.setattr(changed_paths, "LONG_HISTORY", 1)
    where = repository_paths(book.folder)
    for _ in range(2):
        for text in ("rang once", "rang twice"):
            book.done("note", book.cases[0].stem, text)
        count = int(run_git(book.folder, "rev-list", "--count", "HEAD"))
        assert changed_paths.are_lacking(where, count)
        book.run("verify")
        assert not changed_paths.are_lacking(where, count)


def test_a_case_that_is_gone_is_named_by_a_part_of_its_id_too(book: CliCasebook) -> None:
    case = book.cases[0]
    case.unlink()
    book.commit()
    part = case.stem.rpartition("-")[2][:5]
    assert codes(book, part) == ["C065"]
    assert codes(book, case.stem) == ["C065"]
    assert "there is no case ZZZZZ" in book.refused(4, "verify", "ZZZZZ")


def test_the_date_of_an_author_is_none_from_before_what_happened(book: CliCasebook) -> None:
    """Plain git log shows it, and takes any; that of an honest rebase is older than the commit, not than its event."""
    book.done("note", book.cases[0].stem, "rang once")
    said = "H004 the commit's author date is before the events that it records"
    assert said not in book.run("verify").out
    run_git(book.folder, "commit", "-q", "--amend", "--no-edit", "--date", "2019-05-01T09:00:00+00:00", **book.env,
            GIT_COMMITTER_DATE=book.env["CASECTL_NOW"])  # fmt: skip
    assert said in book.run("verify", "--all").out
    assert said in book.run("check", "--base", "HEAD~1").out


def test_a_damaged_memory_is_none(book: CliCasebook) -> None:
    assert codes(book) == []
    memory = book.folder / ".git/casectl/verified"
    memory.write_bytes(memory.read_bytes()[:-9] + b"x" * 9)
    assert "commits verified, 0 of them in this run" not in book.run("verify").err


def test_nothing_committed_is_nothing_found(book: CliCasebook) -> None:
    run_git(book.folder, "checkout", "--quiet", "--orphan", "other")
    assert "0 commits verified" in book.run("verify").err


def test_a_case_that_never_was_is_not_found(book: CliCasebook) -> None:
    assert "C-2611-00000001X" in book.refused(4, "verify", "C-2611-00000001X")


@pytest.mark.parametrize("twin", ["LETTER.TXT", "letter.txt.", "l\uff45tter.txt"])
def test_an_attachment_beside_its_twin_is_named(book: CliCasebook, twin: str) -> None:
    """On a system that takes both names for one, a clone would have only one of the two."""
    folder = book.folder / "attachments" / book.cases[0].stem
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text("A", "utf-8")
    book.commit()
    assert codes(book) == ["C142"]
    (folder / twin).write_text("B", "utf-8")
    book.commit()
    assert sorted(codes(book)) == ["C142", "C142", "H006"]
