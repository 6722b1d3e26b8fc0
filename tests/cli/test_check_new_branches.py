"""check looks at a branch that it has not seen from where that went off the branches that it has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import run_git

if TYPE_CHECKING:
    from tests.cli.casebook import CliCasebook


@pytest.mark.parametrize("start", ["HEAD", "HEAD~1"])
def test_a_new_branch_is_looked_at_from_where_it_went_off(book: CliCasebook, start: str) -> None:
    """Also from before the last commit that was looked at; and under another name of the branch."""
    case, other = book.cases[:2]
    book.done("note", case.stem, "rang twice")
    book.done("note", other.stem, "a commit that only main has")
    assert book.run("check").status == 0
    run_git(book.folder, "checkout", "--quiet", "-b", "feature", start)
    assert "casectl verify checks it" not in book.run("check").err
    run_git(book.folder, "checkout", "--quiet", "-b", "another")
    text = case.read_text("utf-8")
    case.write_text(text.replace("rang twice", "never rang"), "utf-8")
    book.commit()
    book.done("note", other.stem, "one commit more")
    assert "C063" in book.run("check").out
    run_git(book.folder, "branch", "-m", "renamed")
    assert "C063" in book.run("check").out
