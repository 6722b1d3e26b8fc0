"""No verb that people wait for has become slow: a small profile of `make bench`, by processor time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "scripts/bench_scale.py"


@pytest.mark.slow
def test_no_figure_of_a_small_book_has_gone_astray() -> None:
    """Each is held to a number of times that Python takes to load click; see GUARDED in scripts/bench_scale.py."""
    done = subprocess.run((sys.executable, str(SCRIPT), "--guard"), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


_BROKEN = """
import json, sys
sys.path.insert(0, sys.argv[1])
from bench_table import Table
from measuring import Failed, Run

def broken():
    raise Failed("crashed")

for held in (True, False):
    table = Table(1000, held=held)
    table.measure(1, {"overdue": broken, "bare Python": lambda: Run(0.01, 1.0, 0.01)})
    table.ratio("overdue", "bare Python", 9)
    table.ratio("bare Python", "task overdue", 9)
    table.alone("bare Python", 1)
    print(json.dumps(table.missed))
"""


def test_what_fails_or_cannot_be_compared_counts_as_missed() -> None:
    """A bench that leaves out what crashed would end well; a small book, to which nothing is held, still says so."""
    words = (sys.executable, "-c", _BROKEN, str(SCRIPT.parent))
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("[")]
    assert found == [["overdue", "task overdue", "bare Python"], ["overdue", "task overdue"]]


_TWO = """
import subprocess, sys
held = "held = b'x' * 60_000_000; import time; time.sleep(0.5)"
for child in [subprocess.Popen((sys.executable, "-c", held)) for _ in range(2)]:
    child.wait()
"""
_WEIGHED = """
import sys
from pathlib import Path

import pytest
sys.path.insert(0, sys.argv[1])
from measuring import run
two = (sys.executable, "-c", sys.argv[2])
print(run(two, Path.cwd()).peak_mib, run(two, Path.cwd(), weighed=True).peak_mib)
"""


def test_memory_is_that_of_all_processes_together() -> None:
    """Or a limit would be met by sharing the work out."""
    words = (sys.executable, "-c", _WEIGHED, str(SCRIPT.parent), _TWO)
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    largest, together = map(float, done.stdout.split())
    assert 57 < largest < 114 < together
