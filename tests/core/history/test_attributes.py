"""Which lines of .gitattributes hide what happens to the files of a casebook."""

from __future__ import annotations

import pytest

from casectl.actions.init import ATTRIBUTE_LINES
from casectl.core.history.attributes import hiding_lines

HIDING = {
    "": ["cases/** -diff", "*.yaml binary", "* -text", "*.yaml diff=nothing", "/casectl.yaml filter=x",
         "[attr]calm -diff", "**/11/*.yaml working-tree-encoding=UTF-16", "c*s/2026/** ident",
         "templates/* export-ignore", "cases/2026/1?/*.yaml -merge", "[ck]a*.yaml eol=crlf", "cases/** !text"],
    "cases": ["* -diff", "2026/** binary"],
    "attachments": ["* filter=lfs diff=lfs merge=lfs -text", "** text", "C-*/* export-ignore"],
    "cases/2025/03": ["*.yaml -diff"],
}  # fmt: skip
HARMLESS = {
    "": [*ATTRIBUTE_LINES, "*.png binary", "src/** -diff", "# cases/** -diff", "", "cases/** linguist-generated",
         "*.sh text eol=lf", "docs/*.yaml -diff", "attachments/** binary", "attachments/** -text -filter"],
    "attachments": ["* -diff", "*.pdf binary"],
    "src": ["* -diff", "*.yaml binary"],
}  # fmt: skip


@pytest.mark.parametrize(("folder", "line"), [(folder, line) for folder, lines in HIDING.items() for line in lines])
def test_a_line_that_changes_how_git_shows_cases_or_rules_is_found(folder: str, line: str) -> None:
    assert [*hiding_lines(f"# ours\n{line}\n", folder)] == [line]


@pytest.mark.parametrize(("folder", "line"), [(folder, line) for folder, lines in HARMLESS.items() for line in lines])
def test_lines_about_other_files_and_other_things_are_let_be(folder: str, line: str) -> None:
    assert [*hiding_lines(line, folder)] == []
