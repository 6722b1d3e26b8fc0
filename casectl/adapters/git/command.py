"""The one module that runs git.

Every call carries the options that stop a hostile repository from running programs, an environment from an allow-list,
and argument lists only. GitPython is used as the runner and for nothing else: its index, commit, remote and config code
loses concurrent commits and ignores signing. It is slow to import, so that happens on the first call.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache, partial
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from subprocess import PIPE, TimeoutExpired
from typing import TYPE_CHECKING

from casectl.adapters.git.layout_check import demand_safe_layout
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.timeouts import TIMEOUT, ProcessOutput, wait_times
from casectl.core.values.errors import RepositoryError
from casectl.core.values.messages import Message, msg

if TYPE_CHECKING:
    from git.cmd import Git

_HOOKS = (
    *("reference-transaction", "post-index-change", "pre-commit", "commit-msg", "post-commit"),
    *("post-checkout", "post-merge", "pre-push"),
)
_SETTINGS = (
    *("core.fsmonitor=false", "core.hooksPath=/dev/null", "core.attributesFile=/dev/null"),
    *(f"hook.{event}.enabled=false" for event in _HOOKS),
    *("core.fsync=all", "core.filesRefLockTimeout=1000", "gc.auto=0", "maintenance.auto=false"),
    *("core.symlinks=false", "core.autocrlf=false", "core.protectHFS=true", "core.protectNTFS=true"),
    *("safe.bareRepository=explicit", "submodule.recurse=false", "user.useConfigOnly=true"),
    "core.commitGraph=false",  # only the commits themselves count; `commit_graph` decides when the graph may be used
    *("fetch.fsckObjects=true", "transfer.fsckObjects=true", "fastimport.unpackLimit=100"),
    *("log.mailmap=false", "log.showSignature=false", "log.follow=false", "trailer.separators=:", "color.ui=false"),
    *("i18n.commitEncoding=UTF-8", "i18n.logOutputEncoding=UTF-8", "core.quotePath=false"),
)
SAFE = (
    *("--no-pager", "--no-replace-objects", "--literal-pathspecs", "--no-optional-locks"),
    *(word for setting in _SETTINGS for word in ("-c", setting)),
)
"""The start of every git command: nothing from the repository is run, everything written is synced."""

_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # git before 2.39.4 obeys this, and no configuration overrides it
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,  # else .git/info/grafts could hide part of the history
}
_INHERITED = {
    *("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"),
    *("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_EDITOR"),
}

_SIDE_PREFIXES = ("warning: ", "hint: ", "error: inflate: ", "error: bad signature ")
"""How lines begin that git prints before the one that names the object or the file."""
_PIPE_BYTES = 1 << 16
"""Bytes of git's output to read at once: the size of a pipe."""


class GitFailed(RepositoryError):
    """git ended with an error; `status` is its exit code."""

    code = "gitfailed"

    def __init__(self, command: str, status: int, stderr: bytes) -> None:
        output = stderr.decode(errors="replace").strip()
        reason = next((line for line in output.splitlines() if not line.startswith(_SIDE_PREFIXES)), f"exit {status}")
        reason = reason.removeprefix("fatal: ").removeprefix("error: ")  # the first line is the cause of the others
        super().__init__(msg("git {command} failed: {reason}", command=command, reason=reason), hint=_way_out(output))
        self.status = status


class GitProcess:
    """A running git process, to exchange lines with or to wait for."""

    def __init__(self, process: Git.AutoInterrupt, command: str, repo: RepositoryPaths | None) -> None:
        self._process = process
        self._wait_times = partial(wait_times, command, repo)
        self._command = command
        answers = ProcessOutput(process.stdout.fileno(), partial(self._wait_times, TIMEOUT))
        self._output = io.BufferedReader(answers, _PIPE_BYTES)
        self._kill = weakref.finalize(self, _kill, process)

    def send(self, data: bytes) -> None:
        """Write to git's input, buffered. Raises GitFailed if git has ended."""
        try:
            self._process.stdin.write(data)
        except (BrokenPipeError, ValueError):
            raise self._failure() from None

    def read_line(self) -> bytes:
        """The next line of git's output, without its end; buffered input is sent first.

        Raises GitFailed if git has ended, RepositoryError if it does not answer in time.
        """
        try:
            self._process.stdin.flush()
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
            output, errors = self._communicate(data or None, self._wait_times(timeout))
        if self._process.returncode:
            raise GitFailed(self._command, self._process.returncode, errors)
        return output

    def _communicate(self, data: bytes | None, waiting: Iterator[float]) -> tuple[bytes, bytes]:
        while True:
            with suppress(TimeoutExpired):
                output: tuple[bytes, bytes] = self._process.communicate(data, timeout=next(waiting))
                return output
            data = None  # Popen itself keeps what it has not sent yet

    @contextmanager
    def _killed_on_timeout(self) -> Iterator[None]:
        try:
            yield
        except RepositoryError:
            self.kill()
            raise

    def kill(self) -> None:
        """Kill the process."""
        self._kill()

    def _failure(self) -> GitFailed:
        _, errors = self._process.communicate()
        return GitFailed(self._command, self._process.returncode, errors)


def _kill(process: Git.AutoInterrupt) -> None:
    process.kill()
    process.communicate()


class GitCommand:
    """git in one repository, or, without `repo`, in a folder that is to become one."""

    def __init__(self, folder: Path, repo: RepositoryPaths | None = None) -> None:
        self._folder = folder
        self._repo = self._unchecked = repo
        location = (f"--git-dir={repo.git_dir}", f"--work-tree={repo.root}") if repo else ()
        self._start = (*SAFE, *location)

    def run(
        self,
        *arguments: str,
        data: bytes = b"",
        environment: Mapping[str, str] | None = None,
        timeout: float = TIMEOUT,
    ) -> bytes:
        """Run one git command with `data` as its input; returns its output unchanged.

        Raises GitFailed on an exit code other than 0, RepositoryError if git is missing or exceeds `timeout` (seconds).
        """
        return self.start(*arguments, environment=environment).result(data, timeout)

    def start(self, *arguments: str, environment: Mapping[str, str] | None = None) -> GitProcess:
        """Start one git command. Raises RepositoryError if git is missing or the git folder's layout is unsafe."""
        if self._unchecked:
            demand_safe_layout(self._unchecked)
            self._unchecked = None
        process = _runner(self._folder).execute(
            [_executable(), *self._start, *arguments],
            istream=PIPE,
            as_process=True,
            env={**_ENVIRONMENT, **(environment or {})},
        )
        return GitProcess(process, arguments[2 if arguments[0] == "-c" else 0], self._repo)


def _runner(folder: Path) -> Git:
    _clean_environment()
    return _git_class()(folder)


@cache
def _git_class() -> type[Git]:
    """GitPython's runner, without the rest of GitPython.

    The packages' own ``__init__`` would load object database, index, config and remotes, which takes twice as long, and
    start a process to ask git for its version. Empty packages replace them while the one module is loaded.
    """
    bare = {name: module_from_spec(spec) for name in ("git", "gitdb") if (spec := find_spec(name))}
    added = {name: package for name, package in bare.items() if name not in sys.modules}
    sys.modules.update(added)
    try:
        from git.cmd import Git
    finally:
        for name in added:
            del sys.modules[name]
    return Git


def _clean_environment() -> None:
    """Remove variables that could redirect git: GitPython passes this process's whole environment on."""
    for name in [name for name in os.environ if name.startswith("GIT_") and name not in _INHERITED]:
        del os.environ[name]


@cache
def _executable() -> str:
    """The absolute path of git, never one in the current folder. Raises RepositoryError if there is none."""
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(folder).is_absolute()]
    path = shutil.which("git", path=os.pathsep.join(folders))
    if not path:
        raise RepositoryError(msg("git is not installed"), hint=msg("install git, and see that it is on PATH"))
    return path


DAMAGE_WAY_OUT = msg(
    "git fsck names what is damaged: move those files away, then"
    " git fetch --refetch --no-filter brings them from another clone"
)
_WAYS_OUT: Sequence[tuple[str, Message]] = (
    (
        "dubious ownership",
        msg("the repository belongs to somebody else; if you trust them: git config --global --add safe.directory DIR"),
    ),
    (
        r"\.lock': File exists",
        msg("another git is at work, or one was killed: when none is running, delete the file named above"),
    ),
    (
        "lazy fetching disabled|promisor remote",
        msg("this clone left contents out when it was made: git fetch --refetch --no-filter brings them"),
    ),
    (
        "not a git repository: ",
        msg("if its file HEAD is damaged or gone, this puts it back: echo ref: refs/heads/BRANCH > .git/HEAD"),
    ),
    ("index file", msg("casectl doctor --fix makes git's index anew")),
    (
        "corrupt|inflate:|packfile|invalid object|is empty|[Cc]ould not read|unable to (read|unpack)|bad (object|tree)",
        DAMAGE_WAY_OUT,
    ),
    ("No space left", msg("make room on the disk, then try again")),
)


def _way_out(output: str) -> Message | None:
    return next((hint for pattern, hint in _WAYS_OUT if re.search(pattern, output)), None)
