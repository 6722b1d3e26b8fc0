"""How long git may be silent. Something in its folder may block it for ever: a named pipe in place of an object."""

from __future__ import annotations

import io
import os
import select
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from casectl.adapters.git.layout_check import demand_safe_layout
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.values.errors import RepositoryError
from casectl.core.values.messages import counted, msg

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHECK_AFTER = 0.5
"""Seconds of silence after which the whole git folder is checked; git has mostly answered by then."""
TIMEOUT = 60.0
"""Seconds that a git command may take, or may leave a request unanswered: it reads the local disk."""


def wait_times(command: str, repo: RepositoryPaths | None, timeout: float) -> Iterator[float]:
    """Two numbers of seconds to wait for git in turn. Raises RepositoryError once both have passed.

    It raises after the first if something in the git folder blocks git, and names it.
    """
    yield min(CHECK_AFTER, timeout)
    if repo:
        demand_safe_layout(repo, deep=True)
    yield max(timeout - CHECK_AFTER, 0)
    raise RepositoryError(
        counted(
            "git {command} did not answer within {count} second",
            "git {command} did not answer within {count} seconds",
            int(timeout),
            command=command,
        ),
        hint=msg("what is neither file nor folder may keep it waiting: find .git ! -type f ! -type d names that"),
    )


class ProcessOutput(io.RawIOBase):
    """The output of a process, read from `descriptor`; each read waits for the seconds that `waiting` yields."""

    def __init__(self, descriptor: int, waiting: Callable[[], Iterator[float]]) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._waiting = waiting
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def readable(self) -> bool:
        """True: a raw stream for reading only."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Wait until there is something to read, or the end. Raises what `waiting` raises."""
        seconds = self._waiting()
        while not self._poll.poll(next(seconds) * 1000):
            pass
        return os.readv(self._descriptor, [buffer])
