"""The guides in docs/guides: whatever a reader is told to type works, and answers what the page shows.

``CASECTL_UPDATE=1`` writes the answers again; read the difference before you commit it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casectl.render.language import set_language
from tests.cli.guide import Guide
from tests.cli.test_transcripts import UPDATE
from tests.cli.transcript import SOURCE

pytestmark = pytest.mark.slow

FOLDER = SOURCE / "docs" / "guides"
PAGES = sorted(FOLDER.glob("*/*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_guide_shows_what_happens(path: Path, books: dict[str, Path], shim: Path, tmp_path: Path) -> None:
    """Each command of a page, from top to bottom, prints what is below it."""
    folder = tmp_path / "you"
    folder.mkdir()
    kept = path.read_text("utf-8")
    found = Guide(folder, books, shim).of(kept)
    set_language("en")
    if UPDATE:
        path.write_text(found, "utf-8")
    wanted = found if UPDATE else kept
    assert found.split("\n") == wanted.split("\n"), f"{path.name}: if this is meant, make golden, and read the diff"


def test_each_language_has_the_same_guides() -> None:
    """A guide in one language only would leave the readers of the other without it."""
    names = {language: {path.name for path in PAGES if path.parent.name == language} for language in ("en", "zh")}
    assert names["en"] == names["zh"] != set()


def test_guides_link_to_what_is_there() -> None:
    """No link of a guide leads nowhere."""
    links = [(path, link) for path in PAGES for link in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8"))]
    assert [(path.name, link) for path, link in links if not (path.parent / link).exists()] == []
