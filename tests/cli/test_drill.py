"""casectl drill makes a rehearsal casebook of each scenario, in either language."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.adapters.files import shipped
from tests.cli.casebook import CliCasebook

NAMES = [*shipped.scenarios()]


@pytest.mark.parametrize(("name", "language"), [(name, ("en", "zh")[at % 2]) for at, name in enumerate(NAMES)])
def test_a_scenario_begins_and_goes_on(book: CliCasebook, tmp_path: Path, name: str, language: str) -> None:
    """Without a fault that check finds; its messages come to their end, and then there are marks."""
    folder, at = tmp_path / "drill", {"CASECTL_NOW": "2027-01-11T09:00:00+00:00", "CASECTL_LANG": language}
    book.done("drill", name, str(folder), **at)
    drill = CliCasebook(folder, book.env)
    later = {**at, "CASECTL_NOW": "2027-01-15T09:00:00+00:00"}
    while drill.run("drill", "next", **later).status == 0:
        pass
    assert "drill score" in drill.refused(4, "drill", "next", **later)
    assert [row["mark"] for row in drill.rows("drill", "score", **later)] == [
        "response", "record", "manner", "solution", "closing",
    ]  # fmt: skip
    assert drill.done("check", **later) is not None


def test_a_drill_is_never_made_in_a_casebook_or_over_files(book: CliCasebook, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/note.txt").write_text("x", "utf-8")
    for folder in (book.folder / "drill", tmp_path / "full"):
        assert "needs an empty folder" in book.refused(3, "drill", NAMES[0], str(folder))
    assert NAMES[0] in book.refused(4, "drill", NAMES[0] + "s")
    assert "not a drill" in book.refused(4, "drill", "score")
