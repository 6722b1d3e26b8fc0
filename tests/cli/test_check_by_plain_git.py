"""Each way to check finds what a plain commit did: took the settings away, edited a case that a colleague
owns, or deleted many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casectl.adapters.git import command
from tests.cli.casebook import CHINESE, CliCasebook
from tests.cli.test_check_base import COMPLAINT, MIA, edit
from tests.cli.test_check_base import case as case
from tests.cli.test_check_base_forks import BEN
from tests.conftest import run_git

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("who", "is_lawful"), [({}, True), (MIA, True), (BEN, False)], ids=["owner", "boss", "other"])
def test_a_colleagues_case_is_edited_by_hand_by_whom_set_would_let(
    book: CliCasebook, case: Path, who: dict[str, str], is_lawful: bool
) -> None:
    """One rule for verbs and plain commits: what the template lets one do stays advice, the rest is a finding."""
    for file in (book.folder / "templates").glob("*.yaml"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(f"{each[:-1]}9\n" if each.startswith("version:") else each for each in lines), "utf-8")
    edit(book, COMPLAINT, ("  assign: {reason: yes}", "  work: {may: [supervisor]}\n  assign: {reason: yes}"), **MIA)
    run_git(book.folder, "tag", "--force", "base")
    book.done("check")
    edit(book, case.relative_to(book.folder).as_posix(), ("problem: Torn", "problem: Wet"), **who)
    for words in (("check", "--base", "base"), ("check",), ("verify",)):
        answer = book.run(*words)
        said = answer.out + answer.err
        assert ("C110" in answer.out, "C068" in said) == (not is_lawful, is_lawful), said
    run_git(book.folder, "revert", "--no-edit", "HEAD")
    assert (book.run("set", case.stem, "problem=Wet", **who).status == 0) == is_lawful


@pytest.mark.parametrize("is_fresh", [False, True], ids=["here", "fresh clone"])
def test_a_work_tree_without_its_settings_is_judged_as_the_server_judges_it(
    book: CliCasebook, case: Path, is_fresh: bool
) -> None:
    """By the last settings that there were: each way to check names the commit that took them away."""
    case.unlink()
    book.commit()
    (book.folder / "casectl.yaml").unlink()
    book.commit("Not needed")
    commit = run_git(book.folder, "rev-parse", "--short=10", "HEAD").strip()
    if is_fresh:
        run_git(book.folder.parent, "clone", "-q", str(book.folder), "fresh")
        book = CliCasebook(book.folder.parent / "fresh")
        run_git(book.folder, "tag", "--force", "base", "HEAD~2")
    for words in (("check", "--base", "base"), ("check",), ("verify",)):
        answer = book.run(*words)
        assert answer.status == 1, answer.err
        assert f"casectl.yaml changed in commit {commit}" in answer.out
        assert "C065" in answer.out
    for words in (("check", "--base", "base"), ("check",)):
        assert "::error file=casectl.yaml" in book.run(*words, "--format", "github").out
    assert commit in book.run("verify", **CHINESE).out
    assert "casectl check names that commit" in book.refused(6, "list") or is_fresh


def test_a_case_that_became_another_repository_is_gone(book: CliCasebook, case: Path) -> None:
    """git has no content of such an entry, and a clone an empty folder; it was only said that it cannot be judged."""
    book.run("check")
    path = case.relative_to(book.folder).as_posix()
    run_git(book.folder, "rm", "-q", path)
    run_git(book.folder, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{path}")
    run_git(book.folder, "commit", "-q", "-m", "Moved elsewhere")
    for words in (("check",), ("check", "--base", "HEAD~1"), ("verify",)):
        assert f"{path}: C065 the case was deleted" in book.run(*words).out, words


def test_a_work_tree_that_lacks_its_settings_uncommitted_gets_them_back(book: CliCasebook) -> None:
    (book.folder / "casectl.yaml").unlink()
    assert "casectl check --fix brings it back" in book.refused(6, "check")
    assert "restored: casectl.yaml" in book.run("check", "--fix").err
    assert book.run("check").status == 0


def test_without_settings_a_case_is_checked_as_far_as_commits_say_and_files_are_put_back(
    book: CliCasebook, case: Path
) -> None:
    """What is asked for is answered, with the way to the settings; nobody is told only that they are gone."""
    (book.folder / "casectl.yaml").unlink()
    case.write_text(case.read_text("utf-8").replace("state: ", "state: x"), "utf-8")
    book.commit("Not needed")
    case.unlink()
    for words in (("check", case.stem, "--fix"), ("check", case.stem[-5:])):
        answer = book.run(*words)
        assert answer.status == 1, answer.err
        assert "B011" in answer.out
        assert f"{case.name}:6:1: C050" in answer.out
        assert "git checkout" in answer.err
        assert case.is_file()
    other = next(each.stem for each in book.cases if each != case)
    assert "C050" not in book.run("check", other).out
    book.refused(4, "check", "ZZZZZ")


def test_a_note_that_is_shown_by_itself_has_its_line(book: CliCasebook) -> None:
    """Found by use: of personal data only the file was named, and its reader looked for it."""
    path = book.cases[0]
    book.done("note", path.stem, "Ring her on 13912345678")
    line = 1 + next(at for at, text in enumerate(path.read_text("utf-8").splitlines()) if "13912345678" in text)
    for _ in range(2):
        assert f"{path.name}:{line}:5: P002" in book.run("check").err


def test_a_file_that_a_commit_left_unreadable_names_it_and_a_verb_says_what_to_do(book: CliCasebook) -> None:
    path = book.cases[0]
    path.write_text(path.read_text("utf-8") + "x: [\n", "utf-8")
    assert "since commit" not in book.run("check").out
    book.commit()
    assert "C000 not YAML: a value is missing here, since commit " in book.run("check").out
    assert f"(git log -p -- cases/2026/10/{path.name} shows older" in book.refused(5, "note", path.stem, "x")


def test_a_commit_that_did_much_is_asked_about_once(book: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many cases it deleted: each had cost a git process of its own at every later check."""
    book.run("check")
    for path in book.cases:
        run_git(book.folder, "rm", "--quiet", str(path))
    assert len(book.cases) == 0
    book.commit()
    book.run("check")
    started: list[tuple[str, ...]] = []
    start = command.GitCommand.start

    def counted_start(git: command.GitCommand, *words: str, **options: object) -> command.GitProcess:
        started.append(words)
        return start(git, *words, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(command.GitCommand, "start", counted_start)
    assert book.run("check").out.count("C065") > 1
    assert len([words for words in started if words[0] in ("rev-list", "diff-tree")]) <= 2
