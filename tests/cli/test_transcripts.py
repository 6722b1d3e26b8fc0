"""Whole sessions, replayed: what people type, and every byte that casectl answers.

``CASECTL_UPDATE=1`` writes the transcripts again; read the difference before you commit it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casectl.render.language import set_language
from tests.cli.transcript import Replay

FOLDER = Path(__file__).parent / "transcripts"
UPDATE = bool(os.environ.get("CASECTL_UPDATE"))


def sessions() -> list[Path]:
    """The transcripts; those of fortnights have a test of their own."""
    return [path for path in sorted(FOLDER.glob("*.txt")) if not path.stem.startswith("fortnight")]


@pytest.mark.parametrize("path", sessions(), ids=lambda path: path.stem)
def test_a_session_goes_as_it_always_did(path: Path, books: dict[str, Path], shim: Path, tmp_path: Path) -> None:
    """Each transcript says at its top what it shows."""
    folder = tmp_path / "book"
    folder.mkdir()
    same_session(path, Replay(folder, books, shim))


def same_session(path: Path, replay: Replay) -> None:
    """The transcript is what casectl answers; if it is to be written again, it is written."""
    kept = path.read_text("utf-8")
    found = replay.of(kept)
    set_language("en")
    if UPDATE:
        path.write_text(found, "utf-8")
    wanted = found if UPDATE else kept
    assert found.split("\n") == wanted.split("\n"), f"{path.name}: if this is meant, make golden, and read the diff"
