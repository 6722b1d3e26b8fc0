"""The states a repository may be in: how each comes about, and whether casectl may write in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.scorecard.ground import Book, Ground

WORKS = 0
REFUSED = 3
NOT_FOUND = 4
TROUBLE = 6


class State(NamedTuple):
    """A state: how to cause it (the book as it is then), and the exit codes of writing a known and a new case."""

    make: Callable[[Ground], Book]
    known: int
    new: int
    environment: Mapping[str, str] = {}


def _diverged(book: Book) -> Book:
    """Branch `other` and main change the same line in two ways."""
    text = book.folder / "people.txt"
    text.write_text("one\n")
    book.git("add", "people.txt")
    book.git("commit", "--quiet", "--message", "base")
    book.git("switch", "--quiet", "--create", "other")
    text.write_text("other\n")
    book.git("commit", "--quiet", "--all", "--message", "other")
    book.git("switch", "--quiet", "main")
    text.write_text("main\n")
    book.git("commit", "--quiet", "--all", "--message", "main")
    return book


def _stopped(*command: str) -> Callable[[Ground], Book]:
    """In the middle of something that stopped at a conflict."""

    def make(ground: Ground) -> Book:
        book = _diverged(ground.book())
        if book.git(*command).code == 0:
            raise RuntimeError(f"{command} did not stop")
        return book

    return make


def _after(*commands: list[str]) -> Callable[[Ground], Book]:
    """After a few git commands."""

    def make(ground: Ground) -> Book:
        book = ground.book()
        for command in commands:
            done = book.git(*command)
            if done.code:
                raise RuntimeError(f"{command}: {done.err}")
        return book

    return make


def _touched(path: str, text: str, *commands: list[str]) -> Callable[[Ground], Book]:
    """After a person wrote into a file, and a few git commands."""

    def make(ground: Ground) -> Book:
        book = ground.book()
        with (book.folder / (path or book.path)).open("a", encoding="utf-8") as file:
            file.write(text)
        for command in commands:
            book.git(*command)
        return book

    return make


def _am(ground: Ground) -> Book:
    book = _diverged(ground.book())
    patch = book.git("format-patch", "--stdout", "-1", "other").out
    (book.folder.parent / "patch").write_text(patch)
    book.git("am", "../patch")
    return book


def _stash(ground: Ground) -> Book:
    book = _diverged(ground.book())
    (book.folder / "people.txt").write_text("stashed\n")
    book.git("stash", "--quiet")
    (book.folder / "people.txt").write_text("again\n")
    book.git("commit", "--quiet", "--all", "--message", "again")
    book.git("stash", "pop")
    return book


def _cloned(*options: str, **settings: str) -> Callable[[Ground], Book]:
    """In a clone, made with these options and with these settings."""

    def make(ground: Ground) -> Book:
        book = ground.book()
        given = [word for key, value in settings.items() for word in ("-c", f"{key.replace('_', '.')}={value}")]
        url = f"file://{book.folder}"
        book.git("config", "uploadpack.allowFilter", "true")
        done = book.git("clone", "--quiet", *given, *options, url, str(book.folder.parent / "clone"))
        if done.code:
            raise RuntimeError(done.err)
        return Book(book.folder.parent / "clone", book.case)

    return make


def _worktree(*options: str) -> Callable[[Ground], Book]:
    def make(ground: Ground) -> Book:
        book = ground.book()
        second = book.folder.parent / "second"
        book.git("worktree", "add", "--quiet", *options[:-1], str(second), options[-1])
        return Book(second, book.case)

    return make


def _submodule(ground: Ground) -> Book:
    book = ground.book()
    outer = book.folder.parent / "outer"
    outer.mkdir()
    whole = Book(outer, book.case)
    whole.git("init", "--quiet")
    whole.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", f"file://{book.folder}", "book")
    return Book(outer / "book", book.case)


def _sparse(ground: Ground) -> Book:
    book = ground.book()
    book.git("status")
    book.git("sparse-checkout", "set", "templates")
    if (book.folder / book.path).exists():
        raise RuntimeError("the checkout is not sparse")
    return book


def _bare(ground: Ground) -> Book:
    book = ground.book()
    bare = book.folder.parent / "bare.git"
    book.git("clone", "--quiet", "--bare", str(book.folder), str(bare))
    return Book(bare, book.case)


def _no_git(ground: Ground) -> Book:
    book = ground.book()
    shutil.rmtree(book.folder / ".git")
    return book


def _foreign_index_lock(ground: Ground) -> Book:
    book = ground.book()
    (book.folder / ".git/index.lock").touch()
    return book


def _no_identity(ground: Ground) -> Book:
    book = ground.book()
    (book.folder.parent / "nobody").write_text("[init]\ndefaultBranch = main\n")
    return book


def _linked_case(ground: Ground) -> Book:
    book = ground.book()
    file = book.folder / book.path
    shutil.move(file, book.folder.parent / "elsewhere.yaml")
    file.symlink_to(book.folder.parent / "elsewhere.yaml")
    return book


def _sha256(ground: Ground) -> Book:
    book = ground.book()
    shutil.rmtree(book.folder / ".git")
    book.git("init", "--quiet", "--object-format=sha256")
    book.git("add", ".")
    book.git("commit", "--quiet", "--message", "all")
    return book


STATES = {
    "clean": State(_after(), WORKS, WORKS),
    "mid-merge": State(_stopped("merge", "other"), TROUBLE, TROUBLE),
    "mid-rebase": State(_stopped("rebase", "other"), TROUBLE, TROUBLE),
    "mid-cherry-pick": State(_stopped("cherry-pick", "other"), TROUBLE, TROUBLE),
    "mid-revert": State(_stopped("revert", "--no-edit", "HEAD~1"), TROUBLE, TROUBLE),
    "mid-am": State(_am, TROUBLE, TROUBLE),
    "bisecting": State(_after(["bisect", "start"]), TROUBLE, TROUBLE),
    "unmerged": State(_stash, TROUBLE, TROUBLE),
    "detached": State(_after(["switch", "--quiet", "--detach"]), TROUBLE, TROUBLE),
    "unborn": State(_after(["checkout", "--quiet", "--orphan", "fresh"]), REFUSED, REFUSED),
    "bare": State(_bare, TROUBLE, TROUBLE),
    "no git": State(_no_git, TROUBLE, TROUBLE),
    "staged by others": State(_touched("people.txt", "draft\n", ["add", "people.txt"]), WORKS, WORKS),
    "case edited by hand": State(_touched("", "mine: yes\n"), REFUSED, WORKS),
    "case staged by hand": State(_touched("", "mine: yes\n", ["add", "--all"]), REFUSED, WORKS),
    "case is a link": State(_linked_case, 5, WORKS),
    "checked out twice": State(_worktree("--force", "main"), TROUBLE, TROUBLE),
    "linked work tree": State(_worktree("-b", "side", "main"), WORKS, WORKS),
    "submodule": State(_submodule, WORKS, WORKS),
    "sparse checkout": State(_sparse, WORKS, WORKS),
    "shallow clone": State(_cloned("--depth=1"), WORKS, WORKS),
    "partial clone": State(_cloned("--filter=blob:none"), WORKS, WORKS),
    "CRLF checkout": State(_cloned(core_autocrlf="true"), WORKS, WORKS),
    "SHA-256": State(_sha256, WORKS, WORKS),
    "packed refs": State(_after(["pack-refs", "--all", "--prune"], ["gc", "--quiet"]), WORKS, WORKS),
    "index version 4": State(_after(["update-index", "--index-version=4"]), WORKS, WORKS),
    "split index": State(_after(["update-index", "--split-index"]), WORKS, WORKS),
    "index locked": State(_foreign_index_lock, TROUBLE, TROUBLE),
    "nobody": State(_no_identity, TROUBLE, TROUBLE, {"GIT_CONFIG_GLOBAL": "../nobody"}),
}


def snapshot(book: Book) -> dict[str, bytes]:
    """Every byte of work tree and repository, but for casectl's own derived folder."""
    found: dict[str, bytes] = {}
    for folder, folders, names in os.walk(book.folder.parent):
        here = Path(folder)
        if here.name == "casectl" and ".git" in str(here):
            folders.clear()
            continue
        for name in (*names, *(each for each in folders if (here / each).is_symlink())):
            file = here / name
            found[str(file)] = str(file.readlink()).encode() if file.is_symlink() else file.read_bytes()
    return found
