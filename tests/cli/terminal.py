"""casectl on a terminal of its own, and somebody who answers what it asks."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
from collections.abc import Sequence
from pathlib import Path

from tests.cli.transcript import SOURCE

_PATIENCE = 30.0
"""How many seconds casectl may stay silent."""
CTRL_C, CTRL_D = "\x03", "\x04"


def on_terminal(folder: Path, env: dict[str, str], words: Sequence[str], answers: Sequence[str]) -> tuple[int, str]:
    """The exit code of casectl, and all that was on the screen; each answer is typed when a question waits.

    A question waits where a line ends with a colon and a blank. What is asked beyond the answers is interrupted.
    """
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.clock", *words], cwd=folder, stdin=slave, stdout=slave, stderr=slave,
        env={**os.environ, "TERM": "dumb", **env, "PYTHONPATH": str(SOURCE)}, start_new_session=True,
        preexec_fn=lambda: _take(slave),
    )  # fmt: skip
    os.close(slave)
    screen, left = b"", [*answers]
    while data := _read(master):
        screen += data
        if screen.endswith((b": ", "：".encode())):
            typed = left.pop(0) if left else CTRL_C
            os.write(master, typed.encode() if typed in (CTRL_C, CTRL_D) else f"{typed}\n".encode())
    os.close(master)
    return process.wait(20), screen.decode().replace("\r\n", "\n")


def _take(terminal: int) -> None:
    """Make a terminal the one of this process, so that Ctrl-C is for it; who runs tests may ignore that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)


def _read(master: int) -> bytes:
    assert select.select([master], [], [], _PATIENCE)[0], "casectl waits for something that is no question"
    try:
        return os.read(master, 4096)
    except OSError:  # the other end was closed
        return b""
