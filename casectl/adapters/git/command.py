"""The one module that runs git: a plain process, an argument list, and never without the defences of `safety`."""

from __future__ import annotations

import io
import re
import select
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Thread
from typing import IO, TYPE_CHECKING

from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.safety.defences import Defences
from casectl.core.values.addresses import redacted
from casectl.core.values.messages import Message, RepositoryError, msg

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

TIMEOUT = 60.0
"""Seconds that a git command may take, or may leave a request unanswered: it reads the local disk."""
_SIDE_PREFIXES = ("warning: ", "hint: ", "error: inflate: ", "error: bad signature ")
"""How lines begin that git prints before the one that names the object or the file."""
_PIPE_BYTES = 1 << 16
"""Bytes of git's output to read at once: the size of a pipe."""


class GitFailed(RepositoryError):
    """git ended with an error; `status` is its exit code, `said` all its messages, `output` what it wrote besides."""

    code = "gitfailed"

    def __init__(self, command: str, status: int, stderr: bytes, stdout: bytes = b"") -> None:
        output = redacted(stderr.decode(errors="replace").strip())
        reason = next((line for line in output.splitlines() if not line.startswith(_SIDE_PREFIXES)), f"exit {status}")
        reason = reason.removeprefix("fatal: ").removeprefix("error: ")  # the first line is the cause of the others
        super().__init__(msg("git {command} failed: {reason}", command=command, reason=reason), hint=_way_out(output))
        self.status = status
        self.said, self.output = output, stdout


class GitProcess:
    """A running git process, to exchange lines with or to wait for."""

    def __init__(self, process: Popen[bytes], command: str, defences: Defences) -> None:
        assert process.stdin
        assert process.stdout
        self._process = process
        self._input = process.stdin
        self._command = command
        self._wait_times = partial(defences.wait_times, command)
        answers = _ProcessOutput(process.stdout.fileno(), partial(self._wait_times, TIMEOUT))
        self._output = io.BufferedReader(answers, _PIPE_BYTES)
        self.kill = weakref.finalize(self, _kill, process)
        """Kill the process."""

    def send(self, data: bytes) -> None:
        """Write to git's input, buffered. Raises GitFailed if git has ended."""
        try:
            self._input.write(data)
        except (BrokenPipeError, ValueError):
            raise self._failure() from None

    def read_line(self) -> bytes:
        """The next line of git's output, without its end; buffered input is sent first.

        Raises GitFailed if git has ended, RepositoryError if it does not answer in time.
        """
        try:
            self._input.flush()
        except (BrokenPipeError, ValueError):
            raise self._failure() from None
        with self._killed_on_timeout():
            answer = self._output.readline()
        if not answer.endswith(b"\n"):
            raise self._failure()
        return answer[:-1]

    def read_exactly(self, size: int) -> bytes:
        """The next `size` bytes of git's output. Raises as `read_line` does."""
        with self._killed_on_timeout():
            answer = self._output.read(size)
        if len(answer) < size:
            raise self._failure()
        return answer

    def result(self, data: bytes = b"", timeout: float = TIMEOUT) -> bytes:
        """Send `data`, wait until git ends, and return its whole output.

        Raises GitFailed on an exit code other than 0, RepositoryError after `timeout` seconds.
        """
        with self._killed_on_timeout():
            if len(data) > _PIPE_BYTES:
                self._send_aside(data)
                data = b""
            output, errors = self._communicate(data or None, self._wait_times(timeout))
        if self._process.returncode:
            raise GitFailed(self._command, self._process.returncode, errors, output)
        return output

    def end_input(self, data: bytes) -> None:
        """Send all the input there is, a pipe full at most, so that git works until its `result` is asked for."""
        _send_all(self._input, data)
        self._process.stdin = None

    def _send_aside(self, data: bytes) -> None:
        """Send more than a pipe holds while git is waited for.

        Popen stops sending once the first wait is over (Python 3.11), and git would wait for the rest for ever.
        """
        Thread(target=_send_all, args=(self._input, data), daemon=True).start()
        self._process.stdin = None

    def _communicate(self, data: bytes | None, waiting: Iterator[float]) -> tuple[bytes, bytes]:
        while True:
            with suppress(TimeoutExpired):
                return self._process.communicate(data, timeout=next(waiting))
            data = None  # Popen itself keeps what it has not sent yet

    @contextmanager
    def _killed_on_timeout(self) -> Iterator[None]:
        try:
            yield
        except RepositoryError:
            self.kill()
            raise

    def _failure(self) -> GitFailed:
        _, errors = self._process.communicate()
        return GitFailed(self._command, self._process.returncode, errors)


def _send_all(to: IO[bytes], data: bytes) -> None:
    with suppress(BrokenPipeError, ValueError):  # git may have ended, or been killed
        to.write(data)
        to.close()


def _kill(process: Popen[bytes]) -> None:
    process.kill()
    process.communicate()


class _ProcessOutput(io.FileIO):
    """The output of a process, read from `descriptor`; each read waits for the seconds that `waiting` yields."""

    def __init__(self, descriptor: int, waiting: Callable[[], Iterator[float]]) -> None:
        super().__init__(descriptor, closefd=False)
        self._waiting = waiting
        self._poll = select.poll()
        self._poll.register(descriptor, select.POLLIN)

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Wait until there is something to read, or the end. Raises what `waiting` raises."""
        seconds = self._waiting()
        while not self._poll.poll(next(seconds) * 1000):
            pass
        return super().readinto(buffer)


class GitCommand:
    """git in one repository, or, without `repo`, in a folder that is to become one.

    If `discovering`, git looks for the repository itself, and refuses one of somebody else.
    """

    def __init__(self, folder: Path, repo: RepositoryPaths | None = None, *, discovering: bool = False) -> None:
        self._folder = folder
        self._git_dir = repo.git_dir if repo and not discovering else None
        self.defences = Defences(repo)

    def run(
        self,
        *arguments: str,
        data: bytes = b"",
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        timeout: float = TIMEOUT,
    ) -> bytes:
        """Run one git command with `data` as its input; returns its output unchanged. `folder` is another work tree.

        Raises GitFailed on an exit code other than 0, RepositoryError if git is missing or exceeds `timeout` (seconds).
        """
        return self.start(*arguments, environment=environment, folder=folder).result(data, timeout)

    def start(
        self, *arguments: str, environment: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> GitProcess:
        """Start one git command. Raises RepositoryError if git is missing or the git folder's layout is unsafe."""
        here = folder or self._folder
        location = (f"--git-dir={self._git_dir}", f"--work-tree={here}") if self._git_dir else ()
        words, variables = self.defences.start(arguments[0])
        process = Popen(
            [*words, *location, *arguments],
            cwd=here,
            env={**variables, **(environment or {})},
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
        )
        return GitProcess(process, arguments[0], self.defences)


DAMAGE_WAY_OUT = msg(
    "git fsck lists what is damaged: move those files away, then git fetch --refetch --no-filter fetches them"
    " from another clone"
)
FULL_DISK = "No space left|Out of diskspace|[Dd]isk quota exceeded|File too large"
"""What git says where a disk has no room, or a user may have no more of it."""
_WAYS_OUT: Sequence[tuple[str, Message]] = (
    (FULL_DISK, msg("make room on the disk, then try again")),
    (
        "dubious ownership",
        msg("the repository belongs to somebody else; if you trust them: git config --global --add safe.directory DIR"),
    ),
    (
        r"\.lock': File exists",
        msg(
            "another git command is running, or was killed; make sure that none is running, then delete the"
            " file named above"
        ),
    ),
    (
        "lazy fetching disabled|promisor remote",
        msg("this clone was made without some of the content: git fetch --refetch --no-filter fetches it"),
    ),
    (
        "not a git repository: ",
        msg("if the file .git/HEAD is damaged or missing, this restores it: echo ref: refs/heads/BRANCH > .git/HEAD"),
    ),
    ("index file", msg("casectl doctor --fix rebuilds git's index")),
    (
        "corrupt|inflate:|packfile|invalid object|is empty|[Cc]ould not read|unable to (read|unpack)|bad (object|tree)",
        DAMAGE_WAY_OUT,
    ),
)


def _way_out(output: str) -> Message | None:
    return next((hint for pattern, hint in _WAYS_OUT if re.search(pattern, output)), None)
