"""Guides: pages that teach, whose commands are run and whose answers are kept as they are on a terminal.

A guide is Markdown. What its reader types is in blocks of their own, and so are the files that the reader writes:

    <!-- @book en -->          a casebook of three people, ready made, in the folder desk; else it is empty
    <!-- @person ben -->       who is at work from here on: ann, ben, mia or nobody
    <!-- @now 2026-11-23T09:00:00+00:00 -->
    <!-- @run casectl … -->    what has happened before, which is not shown
    ```console
    $ casectl note X 'what is typed' \\
    > --at '10:00'
    what it answers, on stdout and then on stderr
    ```
    ```yaml file=templates/lost.yaml
    the content of the file
    ```

The ids of cases and events are drawn from the order in which they are given, and git's are numbered, so that a page
stays as it is until what it shows changes. `cd` counts for what follows.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from tests.cli.transcript import COMMIT, Replay

_BLOCK = re.compile(
    r"<!-- @(?P<direct>.*?) -->|```console\n(?P<typed>.*?)```|```yaml file=(?P<file>\S+)\n(?P<text>.*?)```", re.DOTALL
)

_COMMITTED = re.compile(rf"{COMMIT.pattern}|(?<=  )[0-9a-f]{{10}}$", re.MULTILINE)
"""A commit, also in the last column of a table."""


class Guide:
    """One guide at work in `folder`."""

    def __init__(self, folder: Path, books: dict[str, Path], shim: Path) -> None:
        self._replay = Replay(folder, books, shim, lambda number: sha256(str(number).encode()).digest())
        self._top = folder
        self._commits = dict[str, str]()
        self._replay.env["COLUMNS"] = "100"

    def of(self, text: str) -> str:
        """The page as it turns out now: the same text if all is as it was."""
        return _BLOCK.sub(self._block, text)

    def _block(self, found: re.Match[str]) -> str:
        if direct := found["direct"]:
            if direct.startswith("book "):
                self._replay.folder = self._top / "desk"
                self._replay.folder.mkdir()
            if direct.startswith("run "):
                status, _out, err = self._replay.answer(direct.removeprefix("run "))
                assert status == 0, err.decode("utf-8")
            else:
                self._replay.direct(*direct.split(maxsplit=1))
        elif file := found["file"]:
            path = self._replay.folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found["text"], "utf-8")
        else:
            return "```console\n" + "".join(self._answers(found["typed"])) + "```"
        return found[0]

    def _answers(self, block: str) -> Iterator[str]:
        lines = block.splitlines()
        for number, line in enumerate(lines):
            if not line.startswith("$ "):
                continue
            more = _continued(lines[number + 1 :])
            yield "\n".join([line, *more]) + "\n"
            yield self._answer("\n".join([line[2:], *(each[2:] for each in more)]).replace("\\\n", " "))

    def _answer(self, command: str) -> str:
        if command.startswith("cd "):
            self._replay.folder = Path(os.path.normpath(self._replay.folder / command[3:]))
            return ""
        _status, out, err = self._replay.answer(command)
        text = (out + err).decode("utf-8").replace(str(self._top), "/home/you")
        text = _COMMITTED.sub(self._commit, text)
        return text if not text or text.endswith("\n") else f"{text}\n"

    def _commit(self, found: re.Match[str]) -> str:
        number = len(self._commits) + 1
        self._commits.setdefault(found[0][:10], sha256(f"commit {number}".encode()).hexdigest())
        return self._commits[found[0][:10]][: len(found[0])]


def _continued(lines: list[str]) -> list[str]:
    """The lines at the beginning that continue a command."""
    found = []
    for line in lines:
        if not line.startswith("> "):
            break
        found.append(line)
    return found
