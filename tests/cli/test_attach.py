"""attach keeps a file, or says why not."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.cli.casebook import CHINESE, CliCasebook
from tests.cli.plain_commits import AS_ANN, rewrite
from tests.conftest import run_git


def test_in_chinese_the_system_refuses_in_chinese(book: CliCasebook, case: str) -> None:
    """The usual reasons at least: a file that is not there, one that is a folder."""
    assert "没有这个文件或文件夹" in book.refused(4, "attach", case, "nowhere.txt", **CHINESE)
    assert "是文件夹" in book.refused(4, "attach", case, "cases", **CHINESE)


@pytest.mark.parametrize("kind", ["pipe", "endless", "giant"])
def test_what_cannot_be_kept_is_not_attached_and_keeps_nobody_waiting(
    book: CliCasebook, tmp_path: Path, kind: str
) -> None:
    """It is looked at before it is read."""
    file = tmp_path / "film"
    match kind:
        case "pipe":
            os.mkfifo(file)
        case "endless":
            file.symlink_to("/dev/zero")
        case _:
            with file.open("wb") as sparse:
                sparse.truncate(300 << 20)
    said = book.refused(3, "attach", book.cases[0].stem, str(file))
    assert ("too large to be kept" if kind == "giant" else "film is not a regular file") in said


@pytest.mark.parametrize("how", ["swapped", "left out", "swapped in a merge"])
def test_the_commit_brings_what_was_attached(book: CliCasebook, case: str, tmp_path: Path, how: str) -> None:
    """Found by use: a file was held against its digest only when it changed later, not when it came."""
    (tmp_path / "photo.txt").write_text("a photo", "utf-8")
    run_git(book.folder, "checkout", "-q", "-b", "side")
    book.done("attach", case, str(tmp_path / "photo.txt"))
    if how == "swapped in a merge":
        run_git(book.folder, "checkout", "-q", "main")
        (book.folder / "README").write_text("meanwhile", "utf-8")
        book.commit()
        run_git(book.folder, "merge", "-q", "--no-commit", "--no-ff", "side")
    assert {*_found(book)} == set()
    [file] = book.folder.glob("attachments/*/*-photo.txt")
    file.write_text("another", "utf-8")
    if how == "left out":
        run_git(book.folder, "rm", "-q", "--cached", "-f", str(file))
    else:
        run_git(book.folder, "add", "-A")
    run_git(book.folder, "commit", "-q", "--no-edit", *(() if how == "swapped in a merge" else ("--amend",)))
    assert {*_found(book)} == {"C066" if how == "left out" else "C067"}


def _found(book: CliCasebook) -> list[str]:
    """What `check --base` and `verify` find of attachments."""
    said = (book.run(*words).out for words in (("check", "--base", "main~1"), ("verify", "--all")))
    found = [{*re.findall(r"C06[67]|C142", each)} for each in said]
    assert found[0] == found[1]
    return [*found[0]]


def test_a_file_that_no_event_attached_is_found_before_it_is_committed_and_after(book: CliCasebook, case: str) -> None:
    """Found by use: whoever put a file beside a case's own with git was never named."""
    book.done("attach", case, str(book.folder / "casectl.yaml"))
    assert book.run("check").status == 0
    base = run_git(book.folder, "rev-parse", "HEAD").strip()
    file = book.folder / "attachments" / case / "letter.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("we agreed to pay", "utf-8")
    said = f"attachments/{case}/letter.txt: C142 attachments/{case}/letter.txt is not recorded as an attachment"
    assert said in book.run("check").out
    book.commit()
    for words in (("check",), ("check", "--base", base), ("verify",)):
        answer = book.run(*words)
        assert (answer.status, said in answer.out) == (1, True), (words, answer)
    assert "in commit" in book.run("verify").out
    file.unlink()
    book.commit()
    assert book.run("check").status == 0


def test_of_a_case_that_cannot_be_read_nobody_knows_what_was_attached(book: CliCasebook, case: str) -> None:
    book.done("attach", case, str(book.folder / "casectl.yaml"))
    next(each for each in book.cases if each.stem == case).write_text("a: [", "utf-8")
    said = book.run("check").out
    assert ("C000" in said, "C142" in said) == (True, False)


def test_a_file_changed_or_removed_by_a_commit_is_found_with_that_commit(book: CliCasebook, case: str) -> None:
    """Found by use: plain `check` named neither the commit nor whose it was. What nobody committed has none."""
    book.done("attach", case, str(book.folder / "casectl.yaml"))
    [file] = book.folder.glob("attachments/*/*-casectl.yaml")
    for code in ("C067", "C066"):
        if code == "C067":
            file.write_text("another", "utf-8")
        else:
            file.unlink()
        assert [code in book.run("check").out, "since commit" in book.run("check").out] == [True, False]
        book.commit(**AS_ANN)
        commit = run_git(book.folder, "rev-parse", "--short=10", "HEAD").strip()
        assert f", since commit {commit} by Ann Reed, 20" in book.run("check").out


def test_a_header_changed_by_a_commit_is_found_with_that_commit(book: CliCasebook, case: str) -> None:
    """As in the file, with the way to put it right; once, however often check is asked."""
    path = next(each for each in book.cases if each.stem == case)
    book.run("check")
    rewrite(book, path, "\nlevel: 1\n", "\nlevel: 2\n", **AS_ANN)
    commit = run_git(book.folder, "rev-parse", "--short=10", "HEAD").strip()
    for _ in range(2):
        [line] = [each for each in book.run("check").out.splitlines() if "C050" in each]
        assert f"in commit {commit} by Ann Reed" in line
        assert f"casectl adopt --refold {case}" in line
        assert ":1: C050 level became 2" in line
    book.done("adopt", "--refold", case)
    assert book.run("check").status == 0
