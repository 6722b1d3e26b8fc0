"""docs/ is what the program says of itself, in both languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "scripts" / "docs.py"


def test_the_pages_are_up_to_date() -> None:
    """`make docs` writes them; what is printed here has drifted."""
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "run make docs and read the diff"
