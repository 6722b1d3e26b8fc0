"""git calls casectl to merge cases: nothing of either side is lost, and both clones come to the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.adapters.git.merge_driver import DRIVER
from tests.cli.casebook import CliCasebook
from tests.cli.clones import clone_of, git


@pytest.fixture
def pair(book: CliCasebook) -> tuple[CliCasebook, CliCasebook]:
    """Two clones in which both wrote on one case before they had seen each other's note."""
    other = clone_of(book)
    case = book.cases[0].stem
    book.done("note", case, "from Ann", CASECTL_NOW="2026-11-21T09:40:00+00:00")
    other.done("note", case, "from Ben")
    return book, other


def _both_notes(book: CliCasebook) -> bool:
    text = book.cases[0].read_text("utf-8")
    return "from Ann" in text and "from Ben" in text and "<<<<" not in text


def test_two_notes_on_one_case_are_no_conflict(pair: tuple[CliCasebook, CliCasebook]) -> None:
    """Pulled in both directions, both clones end with the same bytes, and `check` has nothing against them."""
    book, other = pair
    git(book, "pull", "-q", "--no-rebase", str(other.folder), "main")
    git(other, "pull", "-q", "--no-rebase", str(book.folder), "main")
    assert _both_notes(book)
    assert book.cases[0].read_bytes() == other.cases[0].read_bytes()
    for each in pair:
        assert each.run("check", CASECTL_NOW="2026-11-22T09:00:00+00:00").status == 0


def test_each_side_merges_to_the_same(pair: tuple[CliCasebook, CliCasebook]) -> None:
    """Both merge what the other had, neither seeing the other's merge."""
    book, other = pair
    git(book, "fetch", "-q", str(other.folder), "main")
    git(other, "fetch", "-q", str(book.folder), "main")
    for each in pair:
        git(each, "merge", "-q", "--no-edit", "FETCH_HEAD")
    assert book.cases[0].read_bytes() == other.cases[0].read_bytes()


@pytest.mark.parametrize("words", [("rebase", "-q", "FETCH_HEAD"), ("cherry-pick", "FETCH_HEAD")])
def test_rebase_and_cherry_pick_merge_as_well(pair: tuple[CliCasebook, CliCasebook], words: tuple[str, ...]) -> None:
    book, other = pair
    git(book, "fetch", "-q", str(other.folder), "main")
    git(book, *words)
    assert _both_notes(book)


def test_what_was_stashed_comes_back_beside_what_was_pulled(pair: tuple[CliCasebook, CliCasebook]) -> None:
    """A title that was edited and not recorded, over a note that came in between."""
    book, other = pair
    path = book.cases[0]
    path.write_text(path.read_text("utf-8").replace("title: ", "title: My ", 1), "utf-8")
    git(book, "stash", "-q")
    git(book, "pull", "-q", "--no-rebase", str(other.folder), "main")
    git(book, "stash", "pop", "-q")
    assert _both_notes(book)
    assert "title: My " in path.read_text("utf-8")


def test_a_side_that_cannot_be_read_is_merged_as_text(pair: tuple[CliCasebook, CliCasebook]) -> None:
    """With git's marks where it contradicts, and a conflict for git, whatever the text came to."""
    book, other = pair
    path = other.cases[0]
    path.write_text(path.read_text("utf-8").replace("journal:", "journal: [", 1), "utf-8")
    other.commit()
    said = git(book, "pull", "-q", "--no-rebase", str(other.folder), "main", status=1)
    assert "merged as text" in said
    text = book.cases[0].read_text("utf-8")
    assert "from Ann" in text
    assert "from Ben" in text
    assert "<<<<<<<" in text


@pytest.mark.parametrize("program", ["", "exit 2", "kill -9 $$"])
def test_without_casectl_or_with_another_one_git_merges_the_text(
    pair: tuple[CliCasebook, CliCasebook], tmp_path: Path, program: str
) -> None:
    """A casectl that is missing, that does not know the verb, or that is killed destroys nothing."""
    book, other = pair
    shim = tmp_path / "bin"
    shim.mkdir()
    if program:
        (shim / "casectl").write_text(f"#!/bin/sh\n{program}\n")
        (shim / "casectl").chmod(0o755)
    git(book, "pull", "-q", "--no-rebase", str(other.folder), "main", status=1, path=f"{shim}:/usr/bin:/bin")
    text = book.cases[0].read_text("utf-8")
    assert "from Ann" in text
    assert "from Ben" in text
    assert "<<<<<<<" in text


def test_init_tells_git_of_the_driver(book: CliCasebook) -> None:
    assert git(book, "config", "merge.casectl.driver").strip() == DRIVER


def test_doctor_finds_a_clone_that_does_not_know_it(book: CliCasebook) -> None:
    """A clone never brings settings along."""
    git(book, "config", "--remove-section", "merge.casectl")
    assert "merge-driver" in book.run("doctor").out
    assert book.run("doctor", "--fix").status == 0
    assert git(book, "config", "merge.casectl.driver").strip() == DRIVER


def test_no_other_file_is_written(book: CliCasebook, tmp_path: Path) -> None:
    """Only that of our side, also where the merge is refused."""
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_text("x\n")
    before = book.picture()
    names = [str(tmp_path / name) for name in ("base", "ours", "theirs")]
    assert book.run("merge-driver", *names, "7", "cases/2026/11/C-2611-000000000.yaml").status == 1
    assert book.picture() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["base", "ours", "theirs"]


def _changed(book: CliCasebook, path: str, old: str, new: str) -> None:
    """A rule file edited by hand and committed."""
    file = book.folder / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    git(book, "commit", "-q", "--all", "-m", "Other rules")


@pytest.fixture
def rules(book: CliCasebook) -> tuple[CliCasebook, CliCasebook]:
    """Two clones of one book, for people who change rules."""
    return book, clone_of(book)


def test_settings_are_merged_key_by_key(rules: tuple[CliCasebook, CliCasebook]) -> None:
    """Each adds somebody at the same place, where git alone sees a conflict; comments of both stay."""
    book, other = rules
    ours, theirs = (
        f"\n  {name}:\n    name: {name} Sample  # new\n    emails: [{name}@example.org]\n" for name in ("cleo", "dan")
    )
    _changed(book, "casectl.yaml", "\npeople:\n", f"\npeople:{ours}")
    _changed(other, "casectl.yaml", "\npeople:\n", f"\npeople:{theirs}")
    git(book, "pull", "-q", "--no-rebase", str(other.folder), "main")
    text = (book.folder / "casectl.yaml").read_text("utf-8")
    assert ours in text
    assert theirs in text
    assert "<<<<" not in text


def test_a_merged_template_has_a_version_of_its_own(rules: tuple[CliCasebook, CliCasebook]) -> None:
    book, other = rules
    path = "templates/complaint.yaml"
    version = next(
        line for line in (book.folder / path).read_text("utf-8").splitlines() if line.startswith("version: ")
    )
    number = int(version.removeprefix("version: "))
    for each, old, new in (
        (book, "team: front-line", "team: after-sales"),
        (other, "levels:\n", "levels:  # of ours\n"),
    ):
        _changed(each, path, version, f"version: {number + 1}")
        _changed(each, path, old, new)
    _changed(other, path, "\n  1: {", "\n  7: {en: Worst, zh: 最高}\n  1: {")
    git(book, "pull", "-q", "--no-rebase", str(other.folder), "main")
    text = (book.folder / path).read_text("utf-8")
    for line in (
        f"\nversion: {number + 2}\n",
        "\nteam: after-sales\n",
        "\nlevels:  # of ours\n",
        "  7: {en: Worst, zh: 最高}",
    ):
        assert line in text


def test_rules_that_both_changed_get_gits_marks(rules: tuple[CliCasebook, CliCasebook]) -> None:
    """And what both changed is named."""
    book, other = rules
    _changed(book, "casectl.yaml", "\nzone: ", "\nzone: Asia/Tokyo  # ")
    _changed(other, "casectl.yaml", "\nzone: ", "\nzone: Asia/Shanghai  # ")
    said = git(book, "pull", "-q", "--no-rebase", str(other.folder), "main", status=1)
    assert "casectl.yaml: merged as text, because both sides changed zone" in said
    assert "<<<<<<<" in (book.folder / "casectl.yaml").read_text("utf-8")
