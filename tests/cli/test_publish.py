"""casectl publish writes pages that load nothing, and takes away those of withdrawn cases."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.casebook import CliCasebook


def test_pages_are_written_once_and_go_with_their_case(book: CliCasebook, tmp_path: Path) -> None:
    """Twice is the same to the byte; what else is in the folder is left alone; nothing is loaded from elsewhere."""
    folder, case = tmp_path / "pages", book.cases[0].stem
    book.done("contact", case, "in", "never mind <script>alert(1)</script>")
    assert {row["done"] for row in book.rows("publish", str(folder))} == {"written"}
    pages = {path: path.read_text("utf-8") for path in folder.iterdir()}
    (folder / "index.html").write_text("ours")
    assert {row["done"] for row in book.rows("publish", str(folder))} == {"unchanged"}
    page = next(text for text in pages.values() if case in text)
    assert ("What has happened so far" in page, "办理经过" in page, "never mind" in page) == (True, True, False)
    assert re.findall(r"https?:|src=|url\(|<script|@import", page) == []
    book.done("advance", case, "withdrawn", "--reason", "settled")
    assert [row["page"] for row in book.rows("publish", str(folder)) if row["done"] == "removed"] == [
        path.name for path, text in pages.items() if case in text
    ]
    assert (folder / "index.html").read_text() == "ours"


def test_nothing_is_published_with_the_casebook_or_among_the_files_of_others(book: CliCasebook, tmp_path: Path) -> None:
    """Nor is anything of theirs removed, be it called like a page."""
    site, theirs = tmp_path / "site", tmp_path / "site" / f"{'0' * 32}.html"
    (tmp_path / "link").symlink_to(book.folder / "docs")
    for inside in (book.folder, book.folder / "docs" / "pages", tmp_path / "link"):
        assert "is inside the casebook" in book.refused(3, "publish", str(inside))
    site.mkdir()
    theirs.write_text("theirs")
    (site / "index.html").write_text("theirs")
    said = book.refused(3, "publish", str(site))
    assert "was not made by casectl publish: it holds index.html" in said
    assert [path.name for path in sorted(site.iterdir())] == [theirs.name, "index.html"]
    assert not (book.folder / "docs").exists()
