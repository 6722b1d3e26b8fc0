"""note records a text, typed or from standard input."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

from tests.cli.casebook import CliCasebook
from tests.cli.transcript import SOURCE


def test_standard_input_that_is_a_terminal_is_not_waited_for(book: CliCasebook) -> None:
    """Nobody would know that casectl waits; a real terminal is made for it."""
    master, slave = pty.openpty()
    words = [sys.executable, "-m", "tests.clock", "note", book.cases[0].stem, "-"]
    env = {**os.environ, **book.env, "PYTHONPATH": str(SOURCE)}
    try:
        done = subprocess.run(
            words, cwd=book.folder, env=env, stdin=slave, capture_output=True, encoding="utf-8", timeout=20, check=False
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
