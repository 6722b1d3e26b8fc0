"""attach keeps a file, or says why not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.casebook import CHINESE, CliCasebook


def test_in_chinese_the_system_refuses_in_chinese(book: CliCasebook, case: str) -> None:
    """The usual reasons at least: a file that is not there, one that is a folder."""
    assert "没有这个文件或文件夹" in book.refused(4, "attach", case, "nowhere.txt", **CHINESE)
    assert "是文件夹" in book.refused(4, "attach", case, "cases", **CHINESE)


@pytest.mark.parametrize("kind", ["pipe", "endless", "giant"])
def test_what_cannot_be_kept_is_not_attached_and_keeps_nobody_waiting(
    book: CliCasebook, tmp_path: Path, kind: str
) -> None:
    """It is looked at before it is read."""
    file = tmp_path / "film"
    match kind:
        case "pipe":
            os.mkfifo(file)
        case "endless":
            file.symlink_to("/dev/zero")
        case _:
            with file.open("wb") as sparse:
                sparse.truncate(300 << 20)
    said = book.refused(3, "attach", book.cases[0].stem, str(file))
    assert ("too large to be kept" if kind == "giant" else "film is not a regular file") in said
