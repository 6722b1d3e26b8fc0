"""Needles: texts that a case must have in it to be found, looked for in the index's lines before these are read.

A line is a JSON list in UTF-8, as `marked` makes it. Letters match whatever their case and width, as `folded` has it,
and whatever else stands in the line: a line that is let through may still not be meant, but none that is meant is held
back. So only the letters and digits of a needle are looked for; its blanks and signs may stand otherwise in the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from casectl.core.query.model import All, Condition
from casectl.core.values.widths import folded

Prefilter = Callable[[bytes], bool]
"""Whether a line may be wanted."""

_WIDE_LEAD = b"\xef"
_WIDE = rb"\xac[\x80-\x86]|\xbc[\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a]"
_RARE = rb"\xc3\x9f|\xc4\xb0|\xc5[\x89\xbf]|\xc7\xb0|\xe1\xba[\x96-\x9a\x9e]|\xe2\x84\xaa"
_RARE_LEADS = (b"\xc3", b"\xc4", b"\xc5", b"\xc7", b"\xe1", b"\xe2\x84")


def unusual(line: bytes) -> bool:
    """Whether a letter beyond ASCII stands in it whose folding has an ASCII letter or digit in it.

    These are the wide ones, and a few such as the German sharp s. Chinese is full of what begins like them, such as
    its comma; to cut the line there and to look at the pieces is ten times as quick as to search it.
    """
    if line.isascii():
        return False
    if any(map(_compiled(_WIDE).match, line.split(_WIDE_LEAD)[1:])):
        return True
    return any(lead in line for lead in _RARE_LEADS) and _compiled(_RARE).search(line) is not None


_USUAL = b",0]"


def marked(line: bytes) -> bytes:
    """The line, a JSON list, with one more item that says whether it is unusual: every search would ask anew."""
    return line[:-1] + (b",1]" if unusual(line) else _USUAL)


_PIECE = r"[a-z0-9]+|(?P<caseless>[\u3041-\u312f\u3400-\u9fff]+)|[^\x00-\x7f\u3041-\u312f\u3400-\u9fff]+"

_compiled = cache(re.compile)
"""These take milliseconds to compile, and every list loads this module; few look for words."""


def prefilter_for(needles: Sequence[str]) -> Prefilter | None:
    """Whether a line has all the needles in it; None if there is nothing to look for."""
    words = [word for needle in needles for word in _words(needle)]
    tests = [_test(word.encode("utf-8", "surrogatepass"), caseless=caseless) for word, caseless in _rarest_first(words)]
    if not tests:
        return None

    def prefilter(line: bytes) -> bool:
        for test in tests:  # noqa: SIM110 (all() takes twice as long, and this is asked of every case)
            if not test(line):
                return False
        return True

    return prefilter


def _words(needle: str) -> Iterator[tuple[str, bool]]:
    """What to look for, each with whether there is but one way to write it."""
    for piece in _compiled(_PIECE).finditer(folded(needle)):
        for word in piece.group().split():
            yield word, bool(piece["caseless"])


def _rarest_first(words: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Numbers in front: few cases have the same, and they are found without a look at the case of letters."""
    return sorted(words, key=lambda word: not word[0].isdigit())


def _test(wanted: bytes, *, caseless: bool) -> Prefilter:
    if caseless:
        return lambda line: wanted in line
    if not wanted.isascii():
        return lambda line: wanted in _folded(line)
    figures = wanted.isdigit()

    def test(line: bytes) -> bool:
        if wanted in (line if figures else line.lower()):
            return True
        return not line.endswith(_USUAL) and wanted in _folded(line)

    return test


def _folded(line: bytes) -> bytes:
    return folded(line.decode("utf-8", "surrogatepass")).encode("utf-8", "surrogatepass")


def needles(condition: Condition) -> list[str]:
    """Texts without which no case meets the condition."""
    if isinstance(condition, All):
        return [needle for each in condition.of for needle in needles(each)]
    found: str = getattr(condition, "needle", "")
    return [found] if found else []
