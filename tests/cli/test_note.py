"""note records a text, typed or from standard input."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

from casectl.adapters.git import command
from casectl.adapters.git.objects import ObjectReader
from tests.cli.casebook import CliCasebook
from tests.cli.transcript import SOURCE

if TYPE_CHECKING:
    import pytest


def test_standard_input_that_is_a_terminal_is_not_waited_for(book: CliCasebook) -> None:
    """Nobody would know that casectl waits; a real terminal is made for it."""
    master, slave = pty.openpty()
    words = [sys.executable, "-m", "tests.clock", "note", book.cases[0].stem, "-"]
    env = {**os.environ, **book.env, "PYTHONPATH": str(SOURCE)}
    try:
        done = subprocess.run(
            words,
            cwd=book.folder,
            env=env,
            stdin=slave,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 2
    assert "standard input is a terminal" in done.stderr


def test_what_is_too_long_or_no_text_is_said(book: CliCasebook) -> None:
    """With what to do about it."""
    assert "attach" in book.refused(2, "note", book.cases[0].stem, "long " * 300_000)
    assert "is not UTF-8 text" in book.refused(2, "note", book.cases[0].stem, "caf\udce9")


def test_a_note_starts_six_gits_and_asks_for_little(book: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process costs milliseconds, each object a wait; a folder of the commit is read once."""
    started, asked = list[str](), list[str]()
    start, ask = command.GitCommand.start, ObjectReader._read_batch

    def counted_start(git: command.GitCommand, *words: str, **options: object) -> command.GitProcess:
        started.append(words[0])
        return start(git, *words, **options)  # type: ignore[arg-type]

    def counted_ask(reader: ObjectReader, names: list[str]) -> object:
        asked.extend(names)
        return ask(reader, names)

    book.done("note", book.cases[0].stem, "The rules are parsed and kept")
    monkeypatch.setattr(command.GitCommand, "start", counted_start)
    monkeypatch.setattr(ObjectReader, "_read_batch", counted_ask)
    book.done("note", book.cases[0].stem, "The depot has the parcel")
    started.remove("config")  # a second one, since the settings of these tests say something of signing
    assert sorted(started) == ["cat-file", "config", "fast-import", "ls-files", "update-index", "update-ref"]
    times = Counter(asked)
    assert all(count == 1 for name, count in times.items() if ":" in name), times
    assert len(asked) <= 10, times


def test_a_note_loads_no_arithmetic_of_money_or_shares(book: CliCasebook) -> None:
    """Every verb that records would wait for it, and hardly any case has a redress or a clock that was paused."""
    words = [sys.executable, "-X", "importtime", "-m", "tests.clock", "note", book.cases[0].stem, "They rang."]
    env = {**os.environ, **book.env, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(words, cwd=book.folder, env=env, capture_output=True, encoding="utf-8", check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert loaded & {"subprocess", "decimal", "fractions"} == {"subprocess"}
