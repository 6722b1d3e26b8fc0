"""Needles: texts that a case must have in it to be found, looked for in the index's lines before these are read.

A line is JSON in UTF-8. Letters match whatever their case and width, as `folded` has it, and whatever else stands in
the line: a line that is let through may still not be meant, but none that is meant is held back. So only the letters
and digits of a needle are looked for; its blanks and signs may stand otherwise in the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from casectl.core.query import All, Condition
from casectl.core.widths import folded

Sift = Callable[[bytes], bool]
"""Whether a line may be wanted."""

_WIDE = re.compile(rb"\xef(?:\xac[\x80-\x86]|\xbc[\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a])")
_RARE = re.compile(rb"\xc3\x9f|\xc4\xb0|\xc5[\x89\xbf]|\xc7\xb0|\xe1\xba[\x96-\x9a\x9e]|\xe2\x84\xaa")
_RARE_LEADS = (b"\xc3", b"\xc4", b"\xc5", b"\xc7", b"\xe1", b"\xe2\x84")


def unusual(line: bytes) -> bool:
    """Whether a letter beyond ASCII stands in it whose folding has an ASCII letter or digit in it.

    These are the wide ones, and a few such as the German sharp s. Chinese is full of what begins like them, so it
    is asked in the order that is quickest there.
    """
    if line.isascii():
        return False
    if _WIDE.search(line):
        return True
    return any(lead in line for lead in _RARE_LEADS) and _RARE.search(line) is not None


_PIECE = re.compile(r"[a-z0-9]+|(?P<caseless>[\u3041-\u312f\u3400-\u9fff]+)|[^\x00-\x7f\u3041-\u312f\u3400-\u9fff]+")


def sift_for(needles: Sequence[str]) -> Sift | None:
    """Whether a line has all the needles in it; None if there is nothing to look for."""
    tests = [test for needle in needles for test in _tests(needle)]
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else lambda line: all(test(line) for test in tests)


def _tests(needle: str) -> Iterator[Sift]:
    for piece in _PIECE.finditer(folded(needle)):
        for word in piece.group().split():
            yield _test(word.encode("utf-8", "surrogatepass"), caseless=bool(piece["caseless"]))


def _test(wanted: bytes, *, caseless: bool) -> Sift:
    if caseless:  # there is but one way to write it
        return lambda line: wanted in line
    if not wanted.isascii():
        return lambda line: wanted in _folded(line)
    figures = wanted.isdigit()

    def test(line: bytes) -> bool:
        if wanted in (line if figures else line.lower()):
            return True
        return unusual(line) and wanted in _folded(line)

    return test


def _folded(line: bytes) -> bytes:
    return folded(line.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")


def needles(condition: Condition) -> list[str]:
    """Texts without which no case meets the condition."""
    if isinstance(condition, All):
        return [needle for each in condition.of for needle in needles(each)]
    found: str = getattr(condition, "needle", "")
    return [found] if found else []
