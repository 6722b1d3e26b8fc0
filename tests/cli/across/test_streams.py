"""What is recorded is recorded, whatever becomes of the words about it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import GitRunner

CASECTL = (sys.executable, "-m", "tests.clock")
OPENING = (
    *("new", "complaint", "--title", "Broken lamp", "-f", "channel=phone", "-f", "customer.name=Kim Example"),
    *("-f", "customer.contact=kim@example.org", "-f", "problem=It broke", "-f", "request=A refund"),
    *("-f", "reference=R-1", "-f", "history=none"),
)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_behind_stdout_is_reported_and_is_not_a_failure(tmp_path: Path, git: GitRunner) -> None:
    """Who sees a failure tries again, and it would be recorded twice."""
    environment = {"PYTHONPATH": str(Path(__file__).parents[3])}
    start = ("env", *(f"{name}={value}" for name, value in environment.items()), *CASECTL, "-C", str(tmp_path))
    subprocess.run([*start, "-q", "init", str(tmp_path), "--language=en", "--yes"], check=True, capture_output=True)
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run([*start, *OPENING], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "recorded, but the output could not be written" in done.stderr
    assert "opened" in git(tmp_path, "log", "-1", "--format=%s")


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_streams_that_somebody_closed_are_as_good_as_dev_null(
    tmp_path: Path, git: GitRunner, closed: tuple[int, ...]
) -> None:
    """A daemon has none. What is recorded is no failure, and no file of ours takes the place of stdout."""
    start = ("env", f"PYTHONPATH={Path(__file__).parents[3]}", *CASECTL, "-C", str(tmp_path))
    subprocess.run([*start, "-q", "init", str(tmp_path), "--language=en", "--yes"], check=True, capture_output=True)
    shell = ["sh", "-c", f'"$@" {" ".join(f"{each}>&-" for each in closed)}', "sh"]
    done = subprocess.run([*shell, *start, *OPENING], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "") or "next:" in done.stderr
    assert "opened" in git(tmp_path, "log", "-1", "--format=%s")
    assert git(tmp_path, "status", "--porcelain") == ""
    listed = subprocess.run([*shell, *start, "list"], capture_output=True, text=True, check=False)
    assert (listed.returncode, "Broken lamp" in listed.stdout) == (0, 1 not in closed)
