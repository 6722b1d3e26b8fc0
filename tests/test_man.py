"""The man pages are the help of the commands, for roff, and are in the wheel."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from casectl.cli.commands import COMMANDS

FOLDER = Path(__file__).parent.parent / "docs" / "man"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_there_is_a_page_for_every_command(language: str) -> None:
    """And one for casectl, which names them all."""
    names = {path.name for path in (FOLDER / language).iterdir()}
    assert names == {"casectl.1", *(f"casectl-{name}.1" for name in COMMANDS)}
    whole = (FOLDER / language / "casectl.1").read_text("utf-8")
    assert [name for name in COMMANDS if f"casectl\\-{name.replace('-', chr(92) + '-')}(1)" not in whole] == []


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
@pytest.mark.parametrize("columns", [60, 80])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_roff_has_nothing_to_complain_about(language: str, columns: int) -> None:
    """In either width that a terminal often has."""
    pages = sorted(FOLDER.glob(f"{language}/*.1"))
    words = ["groff", "-K", "utf8", "-man", "-Tutf8", "-wall", f"-rLL={columns}n", "-z", *map(str, pages)]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True)
    lines = [line for line in done.stderr.splitlines() if "cannot adjust" not in line and "can't break" not in line]
    assert lines == []
