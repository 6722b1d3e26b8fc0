"""A pipe anywhere in a `.git` that was copied from somebody keeps nobody waiting: it is named, or does not matter."""

from __future__ import annotations

import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casectl.adapters.git import command as git_command
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.safety import defences
from casectl.core.values.messages import RepositoryError
from tests.cli.casebook import Answer, CliCasebook
from tests.conftest import run_git

SECONDS = 60.0
"""None of these takes so long on a busy machine; what waits, waits for ever."""


def _put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    os.mkfifo(path)


def _at(name: str) -> Callable[[CliCasebook], Path]:
    def put(book: CliCasebook) -> Path:
        _put(book.folder / ".git" / name)
        return book.folder / ".git" / name

    return put


def _object(name: str) -> Callable[[CliCasebook], Path]:
    """In place of a loose object."""

    def put(book: CliCasebook) -> Path:
        book.done("note", book.cases[0].stem, "Called back")
        case = book.cases[0].relative_to(book.folder).as_posix()
        oid = run_git(book.folder, "rev-parse", name.format(case=case)).strip()
        return _at(f"objects/{oid[:2]}/{oid[2:]}")(book)

    return put


def _included(line: str) -> Callable[[CliCasebook], Path]:
    def put(book: CliCasebook) -> Path:
        with (book.folder / ".git/config").open("a") as config:
            config.write(line.format(folder=book.folder))
        return _at("in;c")(book)

    return put


def _included_twice(book: CliCasebook) -> Path:
    (book.folder / ".git/more").write_text('[include]\n path = "in;c" # a comment\n', "utf-8")
    return _included("[include]\r\n  path = more\r\n")(book)


def _split_index(book: CliCasebook) -> Path:
    run_git(book.folder, "update-index", "--split-index")
    [shared] = (book.folder / ".git").glob("sharedindex.*")
    return _at(shared.name)(book)


HARMLESS = {"columns": _at("casectl/index.sqlite3"), "rest": _at("casectl/index.rest")}
ASKED = {
    "the case": _object("HEAD:{case}"),
    "a folder": _object("HEAD:cases"),
    "the root": _object("HEAD^{{tree}}"),
    "the commit": _object("HEAD"),
    "alternates": _at("objects/info/alternates"),
    "include": _included('[include]\n\tpath = "in;c" ; mine\n'),
    "include on one line": _included('[include] PATH="in\\\n;c"'),
    "includeIf": _included('[includeIf "gitdir:/"]\npath = {folder}/.git/"in;c"\n'),
    "include in an included file": _included_twice,
    **{name: _at(name) for name in ("config", "packed-refs", "shallow")},
}
"""What git reads at every command, and waits for."""
SOMETIMES = {
    "commit-graph": _at("objects/info/commit-graph"),
    "commit-graphs": _at("objects/info/commit-graphs/commit-graph-chain"),
    "pack": _at("objects/pack/pack-1.idx"),
    "split index": _split_index,
    **{f"worktrees {name}": _at(f"worktrees/x/{name}") for name in ("gitdir", "HEAD", "commondir", "locked")},
    **{name: _at(name) for name in ("info/grafts", "info/sparse-checkout", "info/attributes", "commondir")},
}
"""What only some commands read; the others do their work."""


@pytest.fixture
def timed() -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < SECONDS


def _named(pipe: Path, answer: Answer) -> bool:
    return answer.status == 6 and f"{pipe} is not a regular file" in " ".join(answer.err.split())


@pytest.mark.parametrize("name", [*ASKED, *SOMETIMES])
@pytest.mark.usefixtures("timed")
def test_a_pipe_that_git_would_wait_for_is_named_by_what_asks_git(book: CliCasebook, name: str) -> None:
    case = book.cases[0].stem
    pipe = {**ASKED, **SOMETIMES}[name](book)
    for words in (["audit", case], ["note", case, "x"]):
        answer = book.run(*words)
        assert _named(pipe, answer) or (name in SOMETIMES and answer.status == 0), answer.err
    assert str(pipe) in book.run("doctor").out
    assert "Torn box" in book.done("list")


def test_the_socket_of_a_file_watcher_troubles_nobody(book: CliCasebook, tmp_path: Path) -> None:
    """git keeps it in the folder of each work tree."""
    run_git(book.folder, "worktree", "add", "--quiet", "-b", "side", str(tmp_path / "side"))
    os.mknod(book.folder / ".git/worktrees/side/fsmonitor--daemon.ipc", stat.S_IFSOCK | 0o600)
    assert "not a regular file" not in book.run("doctor").out
    book.done("note", book.cases[0].stem, "x")


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.usefixtures("timed")
def test_a_pipe_in_place_of_the_index_is_not_opened_and_doctor_takes_it_away(book: CliCasebook, name: str) -> None:
    case = book.cases[0].stem
    book.done("list")
    pipe = HARMLESS[name](book)
    assert pipe.name in book.run("doctor").out
    book.run("doctor", "--fix")
    assert not pipe.exists()
    for words in (["list"], ["audit", case], ["note", case, "x"]):
        HARMLESS[name](book)
        book.done(*words)


def test_a_git_that_waits_for_what_nobody_finds_is_ended(
    book: CliCasebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pipe is in another repository, whose objects this one shares: both ways of asking end after a while."""
    monkeypatch.setattr(defences, "CHECK_AFTER", 0.1)
    monkeypatch.setattr(git_command, "TIMEOUT", 0.3)
    (book.folder / ".git/objects/info/alternates").write_text(f"{tmp_path}/shared\n", "utf-8")
    _put(tmp_path / "shared/info/alternates")
    git = GitCommand(book.folder, repository_paths(book.folder))
    asked = git.start("cat-file", "--batch")
    asked.send(b"HEAD\n")
    for answer in (asked.read_line, lambda: git.start("cat-file", "-t", "HEAD").result(timeout=0.3)):
        with pytest.raises(RepositoryError, match="cat-file did not answer within") as raised:
            answer()
        assert "find .git" in str(raised.value.hint)
