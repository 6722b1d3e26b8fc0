"""R14: ids, names, filters and paths made to hurt: nothing is written outside, no word becomes an option of git's.

In this process Python's own audit events show every file opened for writing and every program started; a sample
runs under strace, which sees git's files too.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from casectl.adapters.git.safety.process import SAFE
from casectl.cli.main import run
from tests.scorecard import words
from tests.scorecard.figure import Score
from tests.scorecard.ground import CASECTL, Book, Ground, git
from tests.scorecard.machine import demand_tracing

COMMANDS = (
    ("show", "WORD"), ("show", "--", "WORD"), ("audit", "--", "WORD"), ("note", "--", "WORD", "text"),
    ("new", "--", "WORD"), ("list", "--state=WORD"), ("list", "--text=WORD", "--owner=WORD"), ("list", "--field=WORD"),
    ("check", "--", "WORD"), ("assign", "--", "CASE", "WORD"), ("link", "--", "CASE", "related", "WORD"),
    ("advance", "--", "CASE", "WORD"), ("set", "--", "CASE", "WORD=x"), ("note", "CASE", "text", "--event-id=WORD"),
    ("note", "CASE", "text", "--cites=WORD"), ("drill", "--", "WORD"),
    ("boundary", "--abuse=WORD", "--next=WORD", "--until=+1d", "--", "CASE", "WORD"),
    ("note", "CASE", "text", "--as=WORD"), ("overdue", "--format=WORD"), ("today", "--for=WORD"),
    ("take", "--", "WORD"), ("remind", "--resend=WORD"), ("agenda", "--for=WORD", "--format=ics"),
    ("calendar", "show", "--", "WORD"),
    ("archive", "--to=WORD", "--before=2020-01-01"), ("archive", "--restore=WORD", "--reason=x"),
    ("promise", "--by=+1d", "--", "CASE", "WORD"), ("instruct", "--by=+1d", "--to=WORD", "--", "CASE", "WORD"),
    ("problem", "--fields=WORD"), ("review", "--where=WORD"), ("review", "--", "WORD"),
    ("filing", "ko41a", "--where=WORD"), ("filing", "--", "WORD"), ("filing", "tsm", "--filed=WORD"),
    ("redress", "offer", "--text=WORD", "--", "CASE", "goodwill", "WORD"), ("redress", "pay", "--", "CASE", "WORD"),
    ("inspect", "score", "--mark=WORD", "--draw=WORD", "--text=WORD", "--", "CASE", "WORD"),
    ("inspect", "appeal", "--reason=WORD", "--", "CASE", "WORD"), ("sample", "--seed=WORD", "--per=WORD"),
    ("sample", "--where=WORD"), ("inspect", "score", "--mark=WORD", "--draw=2026-W48,where=WORD", "--", "CASE"),
    ("survey", "record", "--text=WORD", "--channel=WORD", "--", "CASE"), ("survey", "import", "--", "WORD"),
    ("cause", "--why=WORD", "--responsible=WORD", "--", "CASE", "WORD"),
    ("answer", "--", "CASE", "WORD", "WORD"), ("reply", "CASE", "--script=WORD", "-o", "-"),
    ("customer", "--", "WORD"), ("approve", "--reject=WORD", "--", "WORD"),
    ("reply", "--channel=WORD", "--output=-", "--", "WORD"), ("away", "--until=+1d", "--deputy=WORD", "--", "WORD"),
    ("mail", "--", "WORD"), ("mail", "--new", "WORD", "WORD"), ("mail", "--drop", "WORD", "x"),
    ("clone", "--", "WORD"), ("sync", "--remote=WORD"), ("sync", "--branch=WORD", "--dry-run"),
    ("attach", "CASE", "casectl.yaml", "--name=WORD"), ("handoff", "--", "CASE", "WORD"),
    ("template", "show", "--", "WORD"), ("people", "add", "--", "WORD"), ("team", "add", "--title=WORD", "--", "WORD"),
)  # fmt: skip
"""Where a word may be given."""
KNOWN = frozenset(
    {
        *SAFE, "--batch", "--quiet", "--done", "--date-format=raw", "--unmerged", "-z", "-r", "--full-tree", "--", "-m",
        "--index-info", "--is-ancestor", "--get", "--type=bool", "--show-object-format", "--verify", "--full-history",
        "--topo-order", "--reverse", "--parents", "--timestamp", "--root", "--no-mailmap", "--no-decorate",
        "--no-notes", "--boundary", "--always", "--porcelain", "--raw", "--no-abbrev", "--symbolic-full-name",
        "--heads", "--no-write-fetch-head", "--no-recurse-submodules", "--no-prune", "--refmap=", "-d", "--no-verify",
        "--format=%(objectname) %(objecttype)",
        "--no-follow-tags", "--no-tags", "--template=", "--origin=origin", "--all", "-p", "-w",
        "--object-format=sha256", "--no-renames", "--show-scope", "--list", "--stdin", "-t", "--stage", "--git-dir",
        "--literally", "-1", "--first-parent",
    }
)  # fmt: skip
"""Every option that casectl passes to git, whatever was typed."""
_OURS = ("--git-dir=", "--work-tree=", "--before=1")
"""What else options of ours begin with: folders of the casebook, and a time in seconds."""
_DEVICES = ("/dev/", "/proc/")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Watch:
    """What this process opens for writing and starts while it is observed."""

    def __init__(self) -> None:
        self.on = False
        self.outside: list[str] = []
        self.options: list[str] = []
        self.root = ""
        self._state = f"{os.environ['HOME']}/.local/state/casectl/"  # the last heads seen, outside the repository
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        if event == "open" and isinstance(arguments[0], str) and isinstance(arguments[2], int):
            path, flags = arguments[0], arguments[2]
            is_pythons = "__pycache__" in path  # a module that none has used yet is kept as Python compiled it
            is_ours = is_pythons or path.startswith((self.root, self._state, *_DEVICES))
            if flags & _WRITING and path.startswith("/") and not is_ours:
                self.outside.append(path)
        elif event == "subprocess.Popen" and isinstance(arguments[1], (list, tuple)):
            given = [str(word) for word in arguments[1][1:]]
            start = next((i for i, word in enumerate(given) if word.startswith("--format=")), None)
            words = [word for i, word in enumerate(given) if i != start]
            end = words.index("--") if "--" in words else len(words)
            self.options += [
                word for word in words[:end]
                if word.startswith("-") and word not in KNOWN and not word.startswith(_OURS)
            ]  # fmt: skip


def measure(ground: Ground) -> Score:
    """Random words in every place where one may be given."""
    demand_tracing()
    tries, chance, watch = ground.size(10_000, 600), ground.random("R14"), Watch()
    book = ground.book()
    outside = sorted(str(each) for each in book.folder.parent.iterdir())
    odd = 0
    watch.root = str(book.folder)
    for number in range(tries):
        if number % 500 == 499:
            book = ground.book()
            watch.root, outside = str(book.folder), sorted(str(each) for each in book.folder.parent.iterdir())
        odd += _run(book, chance, watch)
        odd += sorted(str(each) for each in book.folder.parent.iterdir()) != outside
        odd += any((book.folder / name).exists() for name in ("pwned", "C-1"))
    sampled, traced = _sampled(ground, chance)
    bad = len(watch.outside) + len(watch.options) + odd + len(traced)
    first = (watch.outside + watch.options + traced)[:3]
    return Score(
        f"{tries} words, {sampled} under strace: {len(watch.outside) + len(traced)} paths outside,"
        f" {len(watch.options)} unknown options, {odd} odd ends{f' {first}' if first else ''}",
        bad,
    )


def control(ground: Ground) -> Score:
    """`git log WORD`, as many tools call it."""
    book, chance, made = ground.book(), ground.random("R14 control"), 0
    for _ in range(200):
        git(book.folder, "log", "-1", words.name(chance, book.case).replace("\0", ""))
        made += (book.folder / "pwned").exists()
        (book.folder / "pwned").unlink(missing_ok=True)
    return Score(f"{made} files written by git for a word", made)


def _typed(book: Book, chance: random.Random) -> list[str]:
    word = words.name(chance, book.case).replace("\0", "")
    return [each.replace("CASE", book.case).replace("WORD", word) for each in chance.choice(COMMANDS)]


def _run(book: Book, chance: random.Random, watch: Watch) -> int:
    """One command in this process, its words thrown away; 1 if it ends in a way that it should not."""
    typed = _typed(book, chance)
    kept, nowhere = (os.dup(1), os.dup(2)), os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    watch.on = True
    try:
        code = run(["-C", str(book.folder), "--no-pager", *typed])
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 70
    finally:
        watch.on = False
        for stream, was in zip((1, 2), kept, strict=True):
            os.dup2(was, stream)
            os.close(was)
        os.close(nowhere)
    if code not in range(7):
        print(f"R14: {typed!r} ended with {code}", file=sys.stderr)
    return int(code not in range(7))


def _sampled(ground: Ground, chance: random.Random) -> tuple[int, list[str]]:
    """Commands under strace: every path opened for writing, by git too."""
    count, book, outside = ground.size(200, 12), ground.book(), []
    trace = ground.folder / "names.trace"
    allowed = (str(book.folder), "/dev/", "/proc/", "/tmp/git", str(Path(os.environ["HOME"])))
    for _ in range(count):
        command = ["strace", "-f", "-y", "-s", "0", "-e", "trace=openat,open,creat", "-o", str(trace)]
        subprocess.run(
            [*command, *CASECTL, *_typed(book, chance)], cwd=book.folder, capture_output=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        for line in trace.read_text("utf-8", "replace").splitlines():
            if ("O_WRONLY" in line or "O_RDWR" in line or "O_CREAT" in line) and ") = " in line:
                path = line.rpartition("<")[2].rstrip(">")
                if path.startswith("/") and not path.startswith(allowed) and "__pycache__" not in path:
                    outside.append(path)
    return count, outside
