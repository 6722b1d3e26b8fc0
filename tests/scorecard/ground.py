"""The casebooks that figures are measured on, in a scratch folder, and casectl run on them from outside.

`Book.casectl` starts a real process. `Book.fork` runs the same command line in a child of this warm process, which
saves the start-up where thousands of runs are the point; the child has a process group of its own, so that it can be
killed together with its git.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.cli.main import run
from casectl.core.case.compose import drift, read_case
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case

REPOSITORY = Path(__file__).resolve().parents[2]
CASECTL = (sys.executable, "-P", "-m", "casectl")
"""-P: Python must not look for modules in the casebook, which might contain a click.py."""
SETTINGS = "[user]\nname = Ada Testwell\nemail = ada@example.org\n[init]\ndefaultBranch = main\n[gc]\nauto = 0\n"
DROPPED = ("GIT_", "CASECTL_", "LC_", "XDG_", "PAGER", "EDITOR", "VISUAL", "LANG", "PYTHON", "COLUMNS")
MORE_PEOPLE = '  bo:\n    name: "Bo Sample"\n    emails: ["bo@example.org"]\n    teams: [front-line]\n'
OPENING = {
    "channel": "phone", "customer.name": "Kim Example", "customer.contact": "kim@example.org",
    "problem": "The lamp broke.", "request": "A refund", "reference": "R-1", "history": "none",
}  # fmt: skip
MOMENT = datetime(2026, 11, 22, 9, tzinfo=UTC)
UNFINISHED_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended; a negative code is the signal that killed it."""

    code: int
    out: str
    err: str


def opening(title: str = "Broken lamp", **fields: str) -> list[str]:
    """The words of a `casectl new` that gives all that the template demands."""
    given = [word for name, value in {**OPENING, **fields}.items() for word in ("-f", f"{name}={value}")]
    return ["new", "complaint", "--title", title, *given]


def git(folder: Path, *arguments: str, **environment: str) -> Done:
    """git as a person runs it."""
    return process(["git", *arguments], folder, environment=environment)


def process(
    command: Iterable[str], folder: Path, *, stdin: str = "", environment: Mapping[str, str] | None = None
) -> Done:
    """A process run to its end, or killed after two minutes."""
    done = subprocess.run(
        list(command), cwd=folder, input=stdin.encode("utf-8", "surrogateescape"), capture_output=True, check=False,
        env={**os.environ, **(environment or {})}, timeout=UNFINISHED_SECONDS,
    )  # fmt: skip
    return Done(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


@dataclass(frozen=True)
class Book:
    """A casebook with one case."""

    folder: Path
    case: str

    @cached_property
    def path(self) -> str:
        """The case's file, from the casebook's root."""
        return case_path(self.case)

    def casectl(self, *words: str, stdin: str = "", **environment: str) -> Done:
        """casectl as a person starts it."""
        return process([*CASECTL, *words], self.folder, stdin=stdin, environment=environment)

    def git(self, *arguments: str) -> Done:
        """git in the casebook."""
        return git(self.folder, *arguments)

    def recorded(self) -> bytes:
        """The case's bytes in HEAD; empty if it is not there."""
        done = subprocess.run(
            ["git", "cat-file", "blob", f"HEAD:{self.path}"], cwd=self.folder, capture_output=True, check=False
        )
        return done.stdout

    def on_disk(self) -> bytes:
        """The case's bytes in the work tree; empty if it is not there."""
        file = self.folder / self.path
        return file.read_bytes() if file.is_file() else b""

    def fork(self, *words: str, prepare: Callable[[], None] | None = None) -> int:
        """Start casectl in a child of this process; its id, which is its process group's too."""
        return forked(self.folder, lambda: run(list(words)), prepare)

    def forked(self, *words: str, prepare: Callable[[], None] | None = None) -> Done:
        """casectl in a child of this process, run to its end."""
        code = ended(self.fork(*words, prepare=prepare))
        return Done(code, said("out"), said("err"))


def forked(folder: Path, work: Callable[[], int], prepare: Callable[[], None] | None = None) -> int:
    """Run `work` in a child with its own process group, in `folder`; `said` returns its output."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        gc.freeze()  # what the parent has left lying about, such as a git to be ended, is not this child's to clear
        os.setsid()
        os.chdir(folder)
        for number, name in enumerate((Path(os.devnull), _stream("out"), _stream("err"))):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | (os.O_TRUNC if number else 0), 0o600), number)
        if prepare:
            prepare()
        code = work()
        sys.stdout.flush()
    finally:
        os._exit(code)


def kill(child: int) -> None:
    """Kill a forked child and all that it started, also if it has its own group only now; it is still to be `ended`."""
    for end in (os.killpg, os.kill, os.killpg):
        with suppress(ProcessLookupError):
            end(child, signal.SIGKILL)


def said(stream: str) -> str:
    """What the last forked child wrote to ``out`` or ``err``."""
    file = _stream(stream)
    return file.read_text("utf-8", "replace") if file.exists() else ""


def _stream(name: str) -> Path:
    """Not in the casebook's folder, whose disk may be full."""
    return Path(os.environ["HOME"]) / name


def ended(child: int) -> int:
    """The exit code of a forked child; one that does not end is killed."""
    until = time.monotonic() + UNFINISHED_SECONDS
    while True:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > until:
            kill(child)
        time.sleep(0.001)


def sound_case(path: str, data: bytes) -> Case | None:
    """The case in these bytes, None if it is invalid: unreadable, or its header differs from its journal."""
    try:
        case = read_case(YamlDocuments().read(path, data))
    except Exception:
        return None
    return case if case.id and case.journal and not drift(case, UTC) else None


def left_over(book: Book) -> list[str]:
    """What no command may leave behind: temporary files, locks, unfinished work, a work tree that differs from HEAD."""
    inside = book.folder / ".git"
    found = [*book.folder.rglob(".casectl-*"), *inside.rglob("*.lock"), *inside.glob("casectl/pending/*.json")]
    found += [*inside.glob("fast_import_crash*"), *inside.glob("casectl/git-index*")]
    return [str(each.relative_to(book.folder)) for each in found] + book.git("status", "--porcelain").out.splitlines()


def events(data: bytes, path: str = "case") -> list[str]:
    """The ids of a case's events; empty if it cannot be read."""
    try:
        return [event.id for event in read_case(YamlDocuments().read(path, data)).journal]
    except Exception:
        return []


@dataclass
class Ground:
    """A scratch folder, the profile, and the seed that everything random follows from."""

    folder: Path
    quick: bool
    seed: int
    _made: int = field(default=0, init=False)

    def size(self, full: int, quick: int) -> int:
        """How many, in this profile."""
        return quick if self.quick else full

    def random(self, figure: str) -> random.Random:
        """A source of chance of a figure's own, so that figures may run alone or in any order."""
        return random.Random(f"{self.seed} {figure}")

    def new_folder(self) -> Path:
        """An empty folder, also where another process makes them too."""
        while True:
            self._made += 1
            folder = self.folder / f"{self._made:05}"
            with suppress(FileExistsError):
                folder.mkdir()
                return folder

    @cached_property
    def _pattern(self) -> Book:
        folder = self.new_folder() / "book"
        folder.mkdir()
        _demand(
            [*CASECTL, "-q", "init", ".", "--language=en", "--zone=UTC", "--template=complaint", "--scripts", "--yes"],
            folder,
        )
        settings = folder / "casectl.yaml"
        anybody = settings.read_text("utf-8").replace("act_as, rules,", "act_as,")  # may change the rules
        settings.write_text(anybody + MORE_PEOPLE, "utf-8")
        _demand(["git", "commit", "--quiet", "--all", "--message", "more people"], folder)
        _demand([*CASECTL, *opening()], folder)
        [file] = folder.glob("cases/*/*/*.yaml")
        _demand([*CASECTL, "contact", file.stem, "in", "It may turn up", "--channel", "phone"], folder)
        return Book(folder, file.stem)

    def book(self, where: Path | None = None) -> Book:
        """A fresh casebook with one case."""
        folder = (where or self.new_folder()) / "book"
        shutil.copytree(self._pattern.folder, folder, symlinks=True)
        return Book(folder, self._pattern.case)


def _demand(command: list[str], folder: Path) -> None:
    done = process(command, folder)
    if done.code:
        raise RuntimeError(f"{command} failed: {done.err}")


def lay_ground(scratch: Path, *, quick: bool, seed: int) -> Ground:
    """An environment in which nothing of this machine's settings counts."""
    for name in [name for name in os.environ if name.startswith(DROPPED)]:
        del os.environ[name]
    home = scratch / "home"
    home.mkdir()
    settings = home / "gitconfig"
    settings.write_text(SETTINGS)
    os.environ |= {"HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONPATH": str(REPOSITORY)}
    os.environ |= {"GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_NOSYSTEM": "1"}
    ground = Ground(scratch, quick, seed)
    _warm(ground.book())
    return ground


def _warm(book: Book) -> None:
    """Load what a writing command needs into this process, so that its forked children need not."""
    kept, nowhere = (os.dup(1), os.dup(2)), os.open(os.devnull, os.O_WRONLY)
    ended_by = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        for words in (["note", book.case, "warm"], opening(), ["list"], ["show", book.case], ["audit", book.case]):
            run(["-C", str(book.folder), *words])
    finally:
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        for each, handler in ended_by.items():  # which a command that has recorded something ignores
            signal.signal(each, handler)
        gc.collect()
