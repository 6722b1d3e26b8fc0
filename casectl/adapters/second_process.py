"""A second process for half of a long look, where there is a second core; it is never needed, only quicker."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress


def is_worth_it(size: int, least: int) -> bool:
    """Whether so much is worth a second process here."""
    return size >= least and hasattr(os, "fork") and len(os.sched_getaffinity(0)) > 1


def beside(work: Callable[[], bytes]) -> Callable[[], bytes]:
    """Start `work` in a fork of this process; what is returned waits for its answer: b"" or a part of it if it failed.

    Whoever asks must be able to do without. `work` must not use what is open here, such as a database.
    """
    try:
        reading, writing = os.pipe()
        child = os.fork()
    except OSError:  # no more processes, or descriptors
        return bytes
    if not child:
        _answer(work, writing)
    os.close(writing)

    def answer() -> bytes:
        with suppress(ChildProcessError), os.fdopen(reading, "rb") as pipe:
            try:
                return pipe.read()
            finally:
                pipe.close()
                os.waitpid(child, 0)
        return b""

    return answer


def _answer(work: Callable[[], bytes], writing: int) -> None:
    """Say what came of the work, and end without anything that this process was to do at its own end."""
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(work())
    finally:
        os._exit(0)
