"""The casebook's write lock, held by one process at a time and freed by the kernel when that process ends.

It is an flock(2) on a file in git's common folder; systems without flock (Windows) are not supported.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from casectl.core.values.messages import RepositoryError, msg, reason_of


@contextmanager
def held(file: Path, verb: str, timeout: float) -> Iterator[None]:
    """Hold the lock `file` while the block runs; `verb` is shown to others who wait for it.

    Waits in a queue for up to `timeout` seconds. Raises RepositoryError naming the holder, or why locking fails.
    """
    descriptor = _open(file)
    try:
        _wait(descriptor, timeout)
        _write(descriptor, f"{os.getpid()} {verb}".strip())
        try:
            yield
        finally:
            _write(descriptor, "")
    finally:
        os.close(descriptor)


def _open(file: Path) -> int:
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        reason = reason_of(error)
        raise RepositoryError(msg("{file} cannot be locked: {reason}", file=str(file), reason=reason)) from None


def _wait(descriptor: int, timeout: float) -> None:
    if not _acquired(descriptor, fcntl.LOCK_NB) and not (timeout and _acquired_in_turn(descriptor, timeout)):
        holder = os.pread(descriptor, 200, 0).decode(errors="replace") or "?"
        raise RepositoryError(
            msg("another casectl is writing to this casebook (process {holder})", holder=holder),
            hint=msg("wait for it to finish, then try again"),
        )


def _acquired_in_turn(descriptor: int, timeout: float) -> bool:
    """Whether the lock was acquired within `timeout` seconds.

    flock serves waiters in turn; polling would starve some of many writers. It has no time limit, so a daemon thread
    waits and is abandoned if it takes too long.
    """
    acquired: list[bool] = []
    waiting = Thread(target=lambda: acquired.append(_acquired(descriptor)), daemon=True)
    waiting.start()
    waiting.join(timeout)
    return bool(acquired)


def _acquired(descriptor: int, flags: int = 0) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | flags)
    except BlockingIOError:
        return False
    except OSError as error:
        reason = reason_of(error)
        raise RepositoryError(
            msg("this file system has no locks: {reason}", reason=reason),
            hint=msg("keep the casebook on a local disk"),
        ) from None
    return True


def _write(descriptor: int, text: str) -> None:
    with suppress(OSError):  # only information for others; the lock itself needs no disk space
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, text.encode(), 0)
