"""Two desks at work for ten days each, replayed; and what nobody may be spared: every list of a morning is complete.

Wherever one of the lists below is typed, its rows are counted, and whatever is owed is read from the case files by
`tests.owed_oracle`, which knows nothing of casectl. A row that is missing, or one too many, fails the test even if the
transcript has it so.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from casectl.cli.main import run
from tests.cli.casebook import CliCasebook
from tests.cli.test_transcripts import FOLDER, same_session
from tests.cli.transcript import Replay, in_folder
from tests.owed_oracle import Oracle, missing

pytestmark = pytest.mark.slow

MORNINGS = 10


class Watched(Replay):
    """A transcript whose lists are compared with what is owed; the first list of a moment stands for all of them."""

    def __init__(self, folder: Path, books: dict[str, Path], shim: Path) -> None:
        super().__init__(folder, books, shim)
        self.faults: list[str] = []
        self.mornings: set[str] = set()

    def _here(self, command: str) -> tuple[int, bytes, bytes]:
        answer = super()._here(command)
        now, person = self.env["CASECTL_NOW"], self.env["GIT_AUTHOR_EMAIL"].partition("@")[0]
        words = tuple(shlex.split(command)[1:])
        if words == ("overdue",) and now not in self.mornings:
            self.mornings.add(now)
            self.faults += [f"{now}: {fault}" for fault in missing(self.folder, now, self._rows)]
        if words == ("today",):
            late, right = _late_in(answer[1].decode()), Oracle(self.folder, now).late_tasks(person)
            self.faults += [f"{now}: {command}: {late} overdue, and {right} are"] if late != right else []
        if words[0] in ("overdue", "agenda", "list"):
            rows, owed = _rows_of(answer[1].decode()), _owed(words, Oracle(self.folder, now), person)
            if owed is not None and rows != owed:
                self.faults.append(f"{now}: {command}: {rows} rows, and {owed} are owed")
        return answer

    def _rows(self, words: list[str]) -> list[dict[str, Any]]:
        with in_folder(self.folder, self.env) as (out, _err):
            run([*words, "--format", "json"])
        rows: list[dict[str, Any]] = json.loads(out.getvalue())["rows"]
        return rows


def _owed(words: tuple[str, ...], oracle: Oracle, person: str) -> int | None:
    """How many rows a list must have; None for one that is not known here."""
    match words:
        case ("overdue",):
            return len(oracle.late())
        case ("overdue", "--owner", "me"):
            return len(oracle.late(person))
        case ("agenda",):
            return oracle.tasks(person).total()
        case ("agenda", "--all"):
            return oracle.tasks().total()
        case ("list",):
            return len(oracle.cases)
        case ("list", "@mine"):
            return len(oracle.held(person, over=False))
        case ("list", "offered:me" | "移交:我"):
            return len(oracle.offered(person))
    return None


def _late_in(table: str) -> int:
    """How many rows are under the first heading, if that is of what is overdue."""
    found = re.search(r"^(?:Overdue|已超时) \((\d+)\)$", table, re.MULTILINE)
    return int(found[1]) if found else 0


def _rows_of(table: str) -> int:
    """The rows below the line of dashes."""
    lines = table.splitlines()
    return len(lines) - next((number for number, line in enumerate(lines, 1) if set(line) == {"-", " "}), len(lines))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("fortnight*.txt")), ids=lambda path: path.stem)
def test_in_a_fortnight_no_list_of_a_morning_lacks_a_row(
    path: Path, books: dict[str, Path], shim: Path, tmp_path: Path
) -> None:
    """And the session goes as it always did."""
    folder = tmp_path / "book"
    folder.mkdir()
    replay = Watched(folder, books, shim)
    same_session(path, replay)
    assert replay.faults == []
    assert len({each[:10] for each in replay.mornings}) == MORNINGS


def test_the_oracle_sees_a_row_that_is_missing(book: CliCasebook) -> None:
    """And one too many."""
    book.done("followup", "add", book.cases[0].stem, "+1h", "callback")
    now = book.env["CASECTL_NOW"] = "2026-12-01T09:00:00+00:00"

    def rows(words: list[str]) -> list[dict[str, Any]]:
        return book.rows(*words)

    assert missing(book.folder, now, rows) == []
    assert len(missing(book.folder, now, lambda words: rows(words)[1:])) >= 3
    assert len(missing(book.folder, now, lambda words: rows(words) * 2)) >= 3
