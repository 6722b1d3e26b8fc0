"""check judges, at its first look at a clone too, what names no rules although the casebook had its law."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from casectl.core.case.ids import case_id
from tests.cli.casebook import NEW, CliCasebook
from tests.cli.clones import clone_of
from tests.cli.plain_commits import AS_ANN
from tests.cli.scenes import Scenes
from tests.conftest import run_git


@pytest.fixture
def older(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A casebook that began without a law: a case is from then, and another one from after it got one."""
    scenes.lay(book, _without_a_law)
    return book


def _without_a_law(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("law: 1\n", ""), "utf-8")
    shutil.rmtree(book.folder / ".git")
    for case in book.cases:
        case.unlink()
    run_git(book.folder, "init", "-q", "-b", "main")
    book.commit("The settings")
    book.done(*NEW, "--title", "Before", "--customer.name", "Kit")
    case = book.cases[0]
    typed = "  - {id: typed001, at: '2026-01-20T09:00:00+00:00', by: ann, event: contacted, direction: out, text: x}\n"
    case.write_text(case.read_text("utf-8") + typed, "utf-8")
    book.commit("Typed", **AS_ANN)
    assert [each[:4] for each in codes(book)] == ["C092"], "without a law it is what it always was"
    settings.write_text(text, "utf-8")
    book.done("adopt", "casectl.yaml")
    book.done("note", book.cases[0].stem, "Later")
    book.done(*NEW, "--title", "After", "--customer.name", "Lee")


def codes(book: CliCasebook) -> list[str]:
    return [line.split()[1] for line in book.run("check").out.splitlines()]


def test_what_was_recorded_before_the_law_is_only_noted(older: CliCasebook) -> None:
    """Found by use: what had been typed into a journal before the casebook had a law failed every check."""
    for command in ("check", "verify"):
        answer = older.run(command)
        assert (answer.status, "C092 ann: event contacted is dated" in answer.err) == (0, True), answer.out


def test_a_case_typed_as_if_it_were_older_than_the_law_is_found_by_a_new_clone(older: CliCasebook) -> None:
    """It was held by no rule; what is older, and what goes by rules, is as sound as it was."""
    assert clone_of(older).run("check").status == 0
    old = next(path for path in older.cases if "title: Before" in path.read_text("utf-8"))
    typed = old.with_stem(case_id("C", datetime(2026, 11, 21, tzinfo=UTC), UTC, b"typed"))
    opening = old.read_text("utf-8").rpartition("  - id: ")[0].replace(old.stem, typed.stem)
    typed.write_text(opening.replace("  - id: ", "  - id: typed").replace("2026-11-23", "2027-01-23"), "utf-8")
    older.commit("Typed")
    other = clone_of(older, "third")
    for _ in range(2):
        answer = other.run("check")
        assert answer.status == 1
        assert f"{typed.stem}.yaml:26:5: C069 event typed" in answer.out


def test_a_clone_without_old_contents_is_checked_as_far_as_can_be(older: CliCasebook) -> None:
    """Offline too: what it left out is not fetched."""
    run_git(older.folder, "config", "uploadpack.allowFilter", "true")
    there = older.folder.parent / "partial"
    run_git(older.folder, "clone", "-q", "--filter=blob:none", f"file://{older.folder}", str(there))
    older.folder.rename(older.folder.with_name("gone"))
    assert replace(older, folder=there).run("check").status == 0
