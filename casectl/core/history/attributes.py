"""Lines of .gitattributes by which git shows, compares or checks out files of a casebook otherwise than as recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from casectl.core.values.regex import regex

_OURS = regex(r"(?:(?:cases|templates|calendars)/\*\*|casectl\.yaml) text eol=lf(?: merge=casectl)?")
"""The lines that `casectl init` writes."""
_HIDING = {
    *("diff", "binary", "ident", "filter", "text", "eol", "crlf", "working-tree-encoding", "whitespace"),
    *("export-ignore", "export-subst", "merge"),
}
_ALTERING = {
    *("filter", "ident", "text", "eol", "crlf", "working-tree-encoding", "export-ignore", "export-subst"),
}
"""What is set of these makes other bytes of an attachment than were recorded; it may well be shown without a diff."""
_ATTACHED = "attachments/C-2611-00000001X/letter"
_EXAMPLES = (
    *("casectl.yaml", "templates/complaint.yaml", "calendars/office.yaml", "imports/00.yaml", ".gitattributes"),
    "cases/2026/11/C-2611-00000001X.yaml",
)
"""A file of each kind that a pattern may be about."""


def hiding_lines(text: str, folder: str) -> Iterator[str]:
    """Those lines of a .gitattributes in a folder ("": the top) that change what git makes of a casebook's files."""
    for line in map(str.strip, text.splitlines()):
        if line and not line.startswith("#") and not _OURS.fullmatch(line) and _is_hiding(line, folder):
            yield line


def _is_hiding(line: str, folder: str) -> bool:
    pattern, *attributes = line.split()
    names = {each.partition("=")[0].lstrip("!-") for each in attributes}
    files = (*_EXAMPLES, f"{folder}/file.yaml") if folder else _EXAMPLES
    is_about = any(_is_match(pattern.strip('"'), folder, each) for each in files if _is_ours(each))
    made = {each.partition("=")[0] for each in attributes if not each.startswith(("!", "-"))}
    is_altering = bool(made & _ALTERING) and _is_match(pattern.strip('"'), folder, _ATTACHED)
    return pattern.startswith("[attr]") or (bool(names & _HIDING) and is_about) or is_altering


def _is_ours(path: str) -> bool:
    """Whether a file belongs to the casebook."""
    return any(path.partition("/")[0] == each.partition("/")[0] for each in _EXAMPLES)


def _is_match(pattern: str, folder: str, path: str) -> bool:
    """Whether a pattern in a folder may be about a path: a class of characters may be about any."""
    if folder and not path.startswith(f"{folder}/"):
        return False
    inside = path[len(folder) + 1 :] if folder else path
    whole = "/" in pattern.rstrip("/")
    return bool(_regex(pattern.lstrip("/")).fullmatch(inside if whole else inside.rpartition("/")[2]))


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    """gitignore's patterns: ``**`` goes through folders, ``*`` and ``?`` stay within one."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]*\])", pattern)
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(words.get(each, "." if each.startswith("[") else re.escape(each)) for each in parts))
