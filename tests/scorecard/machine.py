"""What a figure needs on the machine other than Python and git; the figure reports what is missing."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys

from tests.scorecard.figure import NotMeasurable
from tests.scorecard.ground import REPOSITORY


def compiler() -> str:
    """A C compiler, for a library that makes calls fail. Raises NotMeasurable."""
    found = shutil.which("gcc") or shutil.which("cc")
    if not found or sys.platform != "linux":
        raise NotMeasurable("needs Linux and gcc")
    return found


def demand_tracing() -> None:
    """Raises NotMeasurable where no process may be traced; many containers forbid it."""
    _demand("strace", "-o", "/dev/null", "true")


def demand_mounts() -> None:
    """Raises NotMeasurable where nothing may be mounted; containers and some systems forbid it."""
    _demand("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")


def pace() -> str:
    """How long Python and casectl take to start here, in processor time, and whether Python may keep what it compiles.

    A figure that fails on one machine alone is read beside it.
    """
    bare, ours = (_start(*words) for words in (("-c", "pass"), ("-P", "-m", "casectl", "--version")))
    kept = "kept" if any(REPOSITORY.glob("casectl/__pycache__/*.pyc")) else "not kept"
    return f"Python starts in {bare:.0f} ms, casectl in {ours:.0f} ms; compiled modules are {kept}"


def _start(*words: str) -> float:
    """The least of three starts, in milliseconds of processor time."""
    turns = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], cwd=REPOSITORY, capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        turns.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(turns) * 1000


def _demand(*command: str) -> None:
    if not shutil.which(command[0]):
        raise NotMeasurable(f"needs {command[0]}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotMeasurable(f"{command[0]} may not be used: {done.stderr.strip()[-80:]}")
