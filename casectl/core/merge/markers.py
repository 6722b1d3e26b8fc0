"""A file in which git, a forge or a person left the marks of a conflict: what either side had."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.values.regex import regex

_MARK = regex(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?")
_NEXT = {"": "<", "<": "|=", "|": "=", "=": ">"}
"""Which marks may follow which."""


def sides_in(text: str) -> tuple[str, str] | None:
    """The text as our side and as the other had it; None if it has no marks, or marks out of order."""
    parts = [*_parts(text)]
    if not any(mark == "<" for mark, _ in parts) or any(mark == "?" for mark, _ in parts):
        return None
    ours, theirs = ("".join(line for mark, line in parts if mark in wanted) for wanted in (("", "<"), ("", "=")))
    return ours, theirs


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Each line with the mark that it stands under, "" for what both have, and each mark as an empty line; "?" is a
    mark out of order.
    """
    under = ""
    for line in text.splitlines(keepends=True):
        mark = found[1][0] if (found := _MARK.fullmatch(line)) else ""
        if not mark:
            yield under, line
            continue
        yield (mark if mark in _NEXT[under] else "?"), ""
        under = "" if mark == ">" else mark
    if under:
        yield "?", ""
