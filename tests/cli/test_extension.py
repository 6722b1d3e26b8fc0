"""A program casectl-NAME on the PATH is a command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook

PROGRAM = """#!/bin/sh
printf '[%s]' "$@" "$CASECTL_REPO" "$CASECTL_LANG"
exit 3
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the PATH with casectl-hello in it."""
    made = tmp_path / "bin"
    made.mkdir()
    for name in ("casectl-hello", "casectl-list"):
        (made / name).write_text(PROGRAM)
        (made / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{made}:{os.environ['PATH']}")
    return made


def casectl(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """casectl in a process of its own: the program writes to its streams."""
    command = [sys.executable, "-m", "casectl", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.usefixtures("folder")
def test_it_gets_all_words_and_its_exit_code_counts(book: CliCasebook) -> None:
    """Options, too, which are its own; -C and --lang before it reach it as variables."""
    done = casectl(book.folder, "hello", "-C", "x y", "--help", "--", "-")
    assert (done.returncode, done.stdout) == (3, "[-C][x y][--help][--][-][][en]")
    done = casectl(book.folder.parent, "--lang", "zh", "-C", book.folder.name, "hello")
    assert (done.returncode, done.stdout) == (3, f"[{book.folder}][zh]")


@pytest.mark.usefixtures("folder")
def test_it_takes_the_place_of_no_command(book: CliCasebook) -> None:
    """Neither of one of casectl's own, nor is a name guessed."""
    assert "[" not in book.done("list", "--limit", "0")
    assert "there is no command hell" in book.refused(2, "hell")


def test_it_is_not_sought_where_somebody_happens_to_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A casebook brings no commands along, whatever the PATH says of the current folder."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", os.environ["PATH"].replace(str(folder), ".:"))
    for name in ("hello", "./hello", "../bin/hello"):
        done = casectl(folder, name)
        assert (done.returncode, done.stdout) == (2, "")


def test_one_that_cannot_be_run_is_refused(folder: Path, book: CliCasebook) -> None:
    """With what is wrong with it."""
    (folder / "casectl-hello").write_text("no program")
    assert "casectl-hello cannot be run" in book.refused(2, "hello")
