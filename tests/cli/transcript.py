"""Transcripts: sessions on the command line, kept as text and replayed.

A transcript is read line by line:

    # a remark
    @book en              a casebook of three people, ready made, of this language; @empty is an empty folder
    @person ann           who git says is at work from here on: ann, ben, mia or nobody
    @now 2026-11-21T09:00:00+00:00
    @env COLUMNS=60       a setting; without a value it is taken away
    $ casectl note <CASE-01> 'what is typed'
    > (more of the same command)
    what it writes to stdout
    ! what it writes to stderr
    ? 3                   its exit code, if not 0

Ids are written here as ``C-2611-<CASE-01>``, ``<EVENT-01>``, ``<FUP-1>``, ``<oid>`` (git's) and ``SEAL-SEAL-…`` (codes
of seals), of the same width where columns depend on it; all else is byte for byte. They rise in the order in which they
are given, so that rows of one moment are always in the same order. A line of stdout that would look like one of the
above has a backslash before it; a carriage return is shown as ␍.

``casectl …`` by itself is run in this process, anything with a pipe, a redirection or another program by bash, and so
is help, whose texts are put into words once a process.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from unittest.mock import patch

from casectl.cli.main import run
from casectl.core.case.ids import case_id
from casectl.workspace import Workspace
from tests.clock import clock_of_environment

SOURCE = Path(__file__).parent.parent.parent
PEOPLE = {"ann": "Ann Reed", "ben": "Ben Okoro", "mia": "Mia Lund", "nobody": "No Body"}
NOW = "2026-11-21T09:00:00+00:00"
_BETWEEN_PROGRAMS = set("|<>;&")
_MARKS = tuple("$@#!?>\\")
_CASE = re.compile(r"^([A-Z]+-\d{4}-)([0-9A-Z]{9})\.yaml$")
_EVENT = re.compile(r"^  - id: \"?([\w.-]{10})\"?$", re.MULTILINE)
_FOLLOW_UP = re.compile(r"\bid: (f[0-9a-f]{6})\b")
_PLACEHOLDER = re.compile(r"<[A-Z]+-\d+>")
_BEFORE_COMMIT = "|".join(
    f"(?<={words})"
    for words in ("commit ", "提交 ", "the last is ", "最后一个是 ", "git branch saved ", r"git log main\.\.")
)
COMMIT = re.compile(rf"\b[0-9a-f]{{40}}\b|(?<=\[)[0-9a-f]{{10}}(?=\])|(?:{_BEFORE_COMMIT})[0-9a-f]{{10}}\b")
SEAL = re.compile(r"\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b")


@dataclass
class Names:
    """The placeholders of a transcript for ids, numbered in the order in which the ids turned up."""

    shown: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def look(self, book: Path) -> None:
        """Take note of ids that are new in the casebook."""
        for path in sorted(book.glob("cases/*/*/*.yaml")):
            match = _CASE.match(path.name)
            if match:
                self._add(match[2], "CASE-{:02}")
                text = path.read_text("utf-8", "replace")
                for event in _EVENT.findall(text):
                    self._add(event, "EVENT-{:02}")
                for follow_up in _FOLLOW_UP.findall(text):
                    self._add(follow_up, "FUP-{}")

    def _add(self, name: str, form: str) -> None:
        if name not in self.shown:
            self.counts[form] = self.counts.get(form, 0) + 1
            self.shown[name] = "<" + form.format(self.counts[form]) + ">"

    def hidden(self, text: str) -> str:
        """The text with placeholders."""
        for name, shown in self.shown.items():
            text = text.replace(name, shown)
        return SEAL.sub("SEAL-SEAL-SEAL-SEAL-SEAL-SEAL", COMMIT.sub("<oid>", text))

    def meant(self, text: str) -> str:
        """The text with ids."""
        for name, shown in self.shown.items():
            text = text.replace(shown, name)
        if unknown := _PLACEHOLDER.findall(text):
            raise ValueError(f"nothing is called {unknown} yet: {text}")
        return text


def _rising(number: int) -> bytes:
    return number.to_bytes(5, "big")


class Replay:
    """One transcript at work in `folder`; `books` holds a ready casebook for each language.

    The ids of cases come from what `random` makes of the numbers from 1 on.
    """

    def __init__(
        self, folder: Path, books: dict[str, Path], shim: Path, random: Callable[[int], bytes] = _rising
    ) -> None:
        self.folder = folder
        self._books, self._random = books, random
        self._names = Names()
        self._given = count(1)
        self.env = {"COLUMNS": "80", "CASECTL_NOW": NOW, "CASECTL_LANG": "en", "PATH": f"{shim}:{os.environ['PATH']}"}
        self._person("ann")

    def of(self, text: str) -> str:
        """The transcript as it turns out now: the same text if all is as it was."""
        written: list[str] = []
        lines = text.split("\n")
        while lines:
            line = lines.pop(0)
            written.append(line)
            if line.startswith("@"):
                self.direct(*line[1:].split(maxsplit=1))
            elif line.startswith("$ "):
                typed = [line[2:]]
                while lines and lines[0].startswith(">"):
                    written.append(lines.pop(0))
                    typed.append(written[-1].removeprefix(">").removeprefix(" "))
                while lines and not lines[0].startswith(("$ ", "@", "# ")):
                    lines.pop(0)
                written += [*self._answer(" ".join(typed)), ""]
        return "\n".join(written).rstrip("\n") + "\n"

    def direct(self, what: str, value: str = "") -> None:
        match what:
            case "book":
                subprocess.run(["cp", "-a", f"{self._books[value]}/.", str(self.folder)], check=True)
                self.env["CASECTL_LANG"] = value
            case "empty":
                pass
            case "person":
                self._person(value)
            case "now":
                self.env["CASECTL_NOW"] = value
            case "env":
                name, _, setting = value.partition("=")
                self.env[name] = setting
            case _:
                raise ValueError(f"no directive: @{what}")

    def _person(self, name: str) -> None:
        for role in ("AUTHOR", "COMMITTER"):
            self.env |= {f"GIT_{role}_NAME": PEOPLE[name], f"GIT_{role}_EMAIL": f"{name}@example.org"}

    def answer(self, command: str) -> tuple[int, bytes, bytes]:
        """A command's exit code, and what it writes to stdout and stderr."""
        words = list(shlex.shlex(command, posix=True, punctuation_chars=True))
        by_shell = words[0] != "casectl" or any(set(word) <= _BETWEEN_PROGRAMS for word in words if word)
        helps = {"--help", "-h", "help"} & set(command.split())
        return (self._shell if by_shell or helps else self._here)(command)

    def _answer(self, typed: str) -> Iterator[str]:
        status, out, err = self.answer(self._names.meant(typed))
        self._names.look(self.folder)
        body = self._hidden(out)
        if body:
            yield from (
                f"\\{line}" if line.startswith(_MARKS) else line for line in body.removesuffix("\n").split("\n")
            )
            if not body.endswith("\n"):
                yield "? no end of line"
        yield from (f"! {line}".rstrip() for line in self._hidden(err).splitlines())
        if status:
            yield f"? {status}"

    def _hidden(self, data: bytes) -> str:
        text = data.decode("utf-8", "backslashreplace").replace("\r", "␍").replace(str(self.folder), "<folder>")
        return self._names.hidden(text)

    def _shell(self, command: str) -> tuple[int, bytes, bytes]:
        dates = {"GIT_AUTHOR_DATE": self.env["CASECTL_NOW"], "GIT_COMMITTER_DATE": self.env["CASECTL_NOW"]}
        env = {**os.environ, **self.env, **dates}
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=env, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def _here(self, command: str) -> tuple[int, bytes, bytes]:
        given = self._given

        def new_event_id(_workspace: Workspace) -> str:
            return f"e{next(given):09}"

        def new_case_id(book: Workspace) -> str:
            return case_id(book.casebook.id_prefix, book.now, book.zone, self._random(next(given)))

        ids = patch.multiple(Workspace, new_event_id=new_event_id, new_case_id=new_case_id)
        with in_folder(self.folder, self.env) as (out, err), ids:
            status = run(shlex.split(command)[1:])
        return status, out.getvalue(), err.getvalue()


@contextmanager
def in_folder(folder: Path, env: dict[str, str], stdin: bytes = b"") -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Run what is inside from a folder, with settings, off a terminal; gives what goes to stdout and stderr.

    Commands that were loaded in another language are loaded again by the next test: their help is made once.
    """
    loaded = {*sys.modules} if env.get("CASECTL_LANG", "en") != "en" else None
    before, there, streams = dict(os.environ), Path.cwd(), (sys.stdin, sys.stdout, sys.stderr)
    out, err = io.BytesIO(), io.BytesIO()
    os.environ.update(env)
    os.chdir(folder)
    wrapped = [io.TextIOWrapper(each, "utf-8", write_through=True) for each in (io.BytesIO(stdin), out, err)]
    sys.stdin, sys.stdout, sys.stderr = wrapped
    try:
        with clock_of_environment():
            yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
        for each in wrapped:
            each.detach()  # otherwise what was written is closed with it
        os.chdir(there)
        os.environ.clear()
        os.environ.update(before)
        if loaded is not None:
            for name in [each for each in sys.modules if each.startswith("casectl.cli.") and each not in loaded]:
                del sys.modules[name]
