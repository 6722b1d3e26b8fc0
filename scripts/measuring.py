"""Whole processes, run to their end and measured, in an environment without this machine's settings."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
CASECTL = (sys.executable, "-c", "from casectl.__main__ import main; main()")
"""The code of the console script, for any environment that can import casectl."""

A_LOOK = 0.01
"""Seconds between two samples of processes' memory."""


class Failed(Exception):
    """A measured command failed; carries the end of its output."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: its elapsed and processor time in seconds, and its peak memory in MiB."""

    seconds: float
    peak_mib: float
    worked: float = 0.0


def run(command: Sequence[str], folder: Path, *, weighed: bool = False) -> Run:
    """Run a command to its end, discarding its output. Raises Failed if it fails.

    Its memory is the peak of its largest process; if `weighed`, that of all its processes together, which takes some
    processor time. Memory shared by forks counts for each.
    """
    with tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        most = _weighed(process.pid) if weighed else 0.0
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            errors.seek(0)
            raise Failed(" | ".join(errors.read().decode(errors="replace").split("\n"))[:300])
    return Run(seconds, max(most, used.ru_maxrss / 1024), used.ru_utime + used.ru_stime)


def _weighed(first: int) -> float:
    """Wait for a process to end without reaping it; returns the peak memory of it and its children together, in MiB.

    Each process counts with its own peak so far, so no peak between two samples is lost. 0 where there is no /proc.
    """
    most = 0.0
    while os.waitid(os.P_PID, first, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        most = max(most, sum(map(_peak_mib, _tree(first))))
        time.sleep(A_LOOK)
    return most


def _tree(first: int) -> Iterator[int]:
    yield first
    with suppress(OSError):  # it has ended
        for child in Path(f"/proc/{first}/task/{first}/children").read_text().split():
            yield from _tree(int(child))


def _peak_mib(process: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return 0.0


def in_python(code: str, folder: Path) -> Callable[[], Run]:
    """A function that runs Python code without casectl."""
    return lambda: run((sys.executable, "-c", code), folder)


def casectl(folder: Path, *arguments: str, weighed: bool = False) -> Callable[[], Run]:
    """A function that runs casectl in a folder."""
    return lambda: run((*CASECTL, *arguments), folder, weighed=weighed)


def plain_commit(folder: Path, path: Path) -> Callable[[], Run]:
    """A function that changes one file and runs git's own commit of it."""

    def commit() -> Run:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"# {time.monotonic_ns()}\n")
        return run(("git", "commit", "--quiet", "--message=plain", "--", str(path)), folder)

    return commit


def lay_ground(scratch: Path) -> None:
    """An environment without this machine's settings, with a fixed time."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "CASECTL_", "LC_", "PYTHON"))]:
        del os.environ[name]
    settings = scratch / "gitconfig"
    settings.write_text("[user]\n\tname = Ada Testwell\n\temail = ada@example.org\n")
    os.environ |= {"HOME": str(scratch), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(REPOSITORY)}
    os.environ |= {"GIT_CONFIG_GLOBAL": str(settings), "GIT_CONFIG_NOSYSTEM": "1"}
    os.environ["CASECTL_NOW"] = "2026-03-31T18:00:00+00:00"
