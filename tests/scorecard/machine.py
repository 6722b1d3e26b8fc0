"""What a figure needs on the machine other than Python and git; the figure reports what is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys

from tests.scorecard.figure import NotMeasurable


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


def _demand(*command: str) -> None:
    if not shutil.which(command[0]):
        raise NotMeasurable(f"needs {command[0]}")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotMeasurable(f"{command[0]} may not be used: {done.stderr.strip()[-80:]}")
