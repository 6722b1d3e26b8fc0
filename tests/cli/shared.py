"""A casebook that two people share by a bare repository in a folder beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

LATER = "2026-11-22T09:00:00+00:00"


def share(book: CliCasebook) -> CliCasebook:
    """Share it; where it begins to be, the bare repository has the tag ``start``."""
    run_git(book.folder, "clone", "-q", "--bare", ".", "../shared.git")
    run_git(book.folder, "remote", "add", "origin", "../shared.git")
    run_git(server(book), "tag", "start")
    book.done("sync")
    return book


def clone(book: CliCasebook, name: str) -> CliCasebook:
    """Ben's clone of what Ann shares."""
    ben = {"GIT_AUTHOR_NAME": "Ben Okoro", "GIT_AUTHOR_EMAIL": "ben@example.org"}
    committer = {key.replace("AUTHOR", "COMMITTER"): value for key, value in ben.items()}
    env = {**book.env, **ben, **committer, "CASECTL_NOW": "2026-11-21T09:02:00+00:00"}
    book.done("clone", str(book.folder.parent / "shared.git"), str(book.folder.parent / name), **env)
    return replace(book, folder=book.folder.parent / name, env=env)


def server(book: CliCasebook) -> Path:
    """The bare repository."""
    return book.folder.parent / "shared.git"


def told(book: CliCasebook, *words: str, status: int = 0) -> dict[str, Any]:
    """What `sync` says to a program."""
    answer = book.run("sync", *words, "--format", "json")
    assert answer.status == status, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


def head(folder: Path) -> str:
    """The commit of main."""
    return run_git(folder, "rev-parse", "main").strip()


def demand_sound(book: CliCasebook) -> None:
    """Nothing is wrong with the files, nor with what was recorded since the clone was made."""
    book.done("check", CASECTL_NOW=LATER)
    book.done("check", "--base", run_git(server(book), "rev-parse", "start").strip(), CASECTL_NOW=LATER)


def demand_at_rest(*books: CliCasebook) -> None:
    """They have the same commit as the remote, nothing is left to exchange, and nothing is wrong with the files."""
    assert {head(each.folder) for each in books} == {head(server(books[0]))}
    for each in books:
        assert told(each)["rows"] == []
        each.done("check", CASECTL_NOW=LATER)
