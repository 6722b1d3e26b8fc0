"""Testing index lines for words before they are decoded.

A line is a JSON list in UTF-8, as `marked` makes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain

from casectl.core.query.prefilter import AnyOf, EachOf, HasAll, HasMost, Prefilter
from casectl.core.values.widths import folded

LineTest = Callable[[bytes], bool]
"""Whether a line may be wanted."""

_WIDE_LEAD = b"\xef"
_WIDE = rb"\xac[\x80-\x86]|\xbc[\x90-\x99\xa1-\xba]|\xbd[\x81-\x9a]"
_RARE = rb"\xc3\x9f|\xc4\xb0|\xc5[\x89\xbf]|\xc7\xb0|\xe1\xba[\x96-\x9a\x9e]|\xe2\x84\xaa"
_RARE_LEADS = (b"\xc3", b"\xc4", b"\xc5", b"\xc7", b"\xe1", b"\xe2\x84")

_CASELESS = r"[\u3041-\u312f\u3400-\u9fff]+"
"""Letters that have only one form."""

_compiled = cache(re.compile)
"""Compiled on first use: that takes milliseconds, every list loads this module, and few search for words."""


def unusual(line: bytes) -> bool:
    """Whether the line has a non-ASCII letter whose case folding contains an ASCII letter or digit.

    These are the wide letters, and a few others such as the German sharp s. Chinese text is full of bytes that begin
    like them, such as its comma: splitting there and testing the pieces is ten times as fast as searching the line.
    """
    if line.isascii():
        return False
    if any(map(_compiled(_WIDE).match, line.split(_WIDE_LEAD)[1:])):
        return True
    return any(lead in line for lead in _RARE_LEADS) and _compiled(_RARE).search(line) is not None


_USUAL = b",0]"


def marked(line: bytes) -> bytes:
    """The line, a JSON list, with one more item: whether it is unusual, which every search would otherwise test."""
    return line[:-1] + (b",1]" if unusual(line) else _USUAL)


def line_test(prefilter: Prefilter) -> LineTest:
    """A prefilter as a test of lines. Each line is tested by itself, so that several processes can share the work."""
    match prefilter:
        case HasAll(words):
            return _each_of([_word_test(word) for word in _rarest_first(words)])
        case HasMost(weights, spare):
            heaviest = sorted(((weight, _encoded(word)) for word, weight in weights.items()), reverse=True)
            return _most_of(heaviest, spare)
        case EachOf(prefilters):
            return _each_of([line_test(each) for each in prefilters])
        case AnyOf(prefilters):
            return _any_of([line_test(each) for each in prefilters])


def _each_of(tests: list[LineTest]) -> LineTest:
    def test(line: bytes) -> bool:
        for each in tests:  # noqa: SIM110 (all() takes twice as long, and this runs for every case)
            if not each(line):
                return False
        return True

    return test


def _any_of(tests: list[LineTest]) -> LineTest:
    def test(line: bytes) -> bool:
        return any(each(line) for each in tests)

    return test


def _most_of(heaviest: list[tuple[float, bytes]], spare: float) -> LineTest:
    """Decided as soon as too much is missing."""

    def test(line: bytes) -> bool:
        low, missing = line.lower(), 0.0
        for weight, word in heaviest:
            if word not in low:
                missing += weight
                if missing > spare:
                    return False
        return True

    return test


def _rarest_first(words: Iterable[str]) -> Iterable[str]:
    """Numbers first: few cases share them, and they need no folding of letter case."""
    every = list(words)
    return chain((each for each in every if each.isdigit()), (each for each in every if not each.isdigit()))


def _word_test(word: str) -> LineTest:
    wanted = _encoded(word)
    if _compiled(_CASELESS).fullmatch(word):
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
    return _encoded(folded(line.decode("utf-8", "surrogatepass")))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
