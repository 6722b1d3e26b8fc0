"""No verb that people wait for has become slow: a small profile of `make bench`, by processor time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "scripts/bench_scale.py"


def test_no_figure_of_a_small_book_has_gone_astray() -> None:
    """Each is held to a number of times that Python takes to load click; see GUARDED in scripts/bench_scale.py."""
    done = subprocess.run((sys.executable, str(SCRIPT), "--guard"), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
