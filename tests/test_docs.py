"""docs/ is what the program says of itself, in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from casectl.casebook.shipped_rules import read_guides
from casectl.cli.topics import topics
from casectl.render.reference.examples import EXAMPLES

SCRIPT = Path(__file__).parent.parent / "scripts" / "docs.py"


def test_the_pages_are_up_to_date() -> None:
    """`make docs` writes them; what is printed here has drifted."""
    done = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "run make docs and read the diff"


ROOT = SCRIPT.parent.parent
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").glob("*.md")))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_link_leads_nowhere(path: Path) -> None:
    """Each to a file that is there."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text("utf-8"), flags=re.DOTALL)
    links = [
        link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("http:", "https:", "mailto:"))
    ]
    assert [link for link in links if not (path.parent / link.partition("#")[0]).exists()] == []


def test_every_page_of_the_reference_opens_with_an_example() -> None:
    """The guides are nothing but examples."""
    assert {*EXAMPLES} == {*topics()} - {*read_guides("en")}
