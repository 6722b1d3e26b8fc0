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

from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.shape import demand_sound
from casectl.adapters.git.silence import PATIENCE, Answers, waits
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

_BESIDE = ("warning: ", "hint: ", "error: inflate: ", "error: bad signature ")
"""How lines begin that git prints before the one that names the object or the file."""
_AT_ONCE = 1 << 16
"""Bytes of git's output to read at once: the size of a pipe."""


class GitFailed(RepositoryError):
    """git ended with an error; `status` is its exit code."""

    def __init__(self, command: str, status: int, stderr: bytes) -> None:
        said = stderr.decode(errors="replace").strip()
        reason = next((line for line in said.splitlines() if not line.startswith(_BESIDE)), f"exit {status}")
        reason = reason.removeprefix("fatal: ").removeprefix("error: ")  # the first line is the cause of the others
        super().__init__(msg("git {command} failed: {reason}", command=command, reason=reason), hint=_way_out(said))
        self.status = status


class Running:
    """A running git process, to exchange lines with or to wait for."""

    def __init__(self, process: Git.AutoInterrupt, command: str, place: RepositoryPaths | None) -> None:
        self._process = process
        self._waits = partial(waits, command, place)
        self._command = command
        answers = Answers(process.stdout.fileno(), partial(self._waits, PATIENCE))
        self._answers = io.BufferedReader(answers, _AT_ONCE)
        self._end = weakref.finalize(self, _end, process)

    def tell(self, data: bytes) -> None:
        """Write to git's input, buffered. Raises GitFailed if git has ended."""
        try:
            self._process.stdin.write(data)
        except (BrokenPipeError, ValueError):
            raise self._failure() from None

    def line(self) -> bytes:
        """The next line of git's output, without its end; buffered input is sent first.

        Raises GitFailed if git has ended, RepositoryError if it does not answer in time.
        """
        try:
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            raise self._failure() from None
        with self._ended_if_silent():
            found = self._answers.readline()
        if not found.endswith(b"\n"):
            raise self._failure()
        return found[:-1]

    def exactly(self, size: int) -> bytes:
        """The next `size` bytes of git's output. Raises as `read_line` does."""
        with self._ended_if_silent():
            found = self._answers.read(size)
        if len(found) < size:
            raise self._failure()
        return found

    def result(self, data: bytes = b"", patience: float = PATIENCE) -> bytes:
        """Send `data`, wait until git ends, and return its whole output.

        Raises GitFailed on an exit code other than 0, RepositoryError after `timeout` seconds.
        """
        with self._ended_if_silent():
            output, errors = self._end_of(data or None, self._waits(patience))
        if self._process.returncode:
            raise GitFailed(self._command, self._process.returncode, errors)
        return output

    def _end_of(self, data: bytes | None, waiting: Iterator[float]) -> tuple[bytes, bytes]:
        while True:
            with suppress(TimeoutExpired):
                said: tuple[bytes, bytes] = self._process.communicate(data, timeout=next(waiting))
                return said
            data = None  # Popen itself keeps what it has not sent yet

    @contextmanager
    def _ended_if_silent(self) -> Iterator[None]:
        try:
            yield
        except RepositoryError:
            self.kill()
            raise

    def kill(self) -> None:
        """Kill the process."""
        self._end()

    def _failure(self) -> GitFailed:
        _, errors = self._process.communicate()
        return GitFailed(self._command, self._process.returncode, errors)


def _end(process: Git.AutoInterrupt) -> None:
    process.kill()
    process.communicate()


class GitCommand:
    """git in one repository, or, without `repo`, in a folder that is to become one."""

    def __init__(self, folder: Path, place: RepositoryPaths | None = None) -> None:
        self._folder = folder
        self._place = self._unseen = place
        where = (f"--git-dir={place.git_dir}", f"--work-tree={place.root}") if place else ()
        self._start = (*SAFE, *where)

    def run(
        self,
        *arguments: str,
        data: bytes = b"",
        environment: Mapping[str, str] | None = None,
        patience: float = PATIENCE,
    ) -> bytes:
        """Run one git command with `data` as its input; returns its output unchanged.

        Raises GitFailed on an exit code other than 0, RepositoryError if git is missing or exceeds `timeout` (seconds).
        """
        return self.start(*arguments, environment=environment).result(data, patience)

    def start(self, *arguments: str, environment: Mapping[str, str] | None = None) -> Running:
        """Start one git command. Raises RepositoryError if git is missing or the git folder's layout is unsafe."""
        if self._unseen:
            demand_sound(self._unseen)
            self._unseen = None
        process = _runner(self._folder).execute(
            [_executable(), *self._start, *arguments],
            istream=PIPE,
            as_process=True,
            env={**_ENVIRONMENT, **(environment or {})},
        )
        return Running(process, arguments[2 if arguments[0] == "-c" else 0], self._place)


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
    found = shutil.which("git", path=os.pathsep.join(folders))
    if not found:
        raise RepositoryError(msg("git is not installed"), hint=msg("install git, and see that it is on PATH"))
    return found


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


def _way_out(said: str) -> Message | None:
    return next((hint for pattern, hint in _WAYS_OUT if re.search(pattern, said)), None)
