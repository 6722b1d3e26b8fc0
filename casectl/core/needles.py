"""Needles: texts that a case must have in it to be found, looked for in the index's lines before these are read.

A line is JSON in UTF-8. Letters match whatever their case, as `str.casefold` has it, and whatever else stands in the
line: a line that is let through may still not be meant, but none that is meant is held back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from casectl.core.query import All, Condition

Sift = Callable[[bytes], bool]
"""Whether a line may be wanted."""

UNUSUAL = re.compile(
    rb"\xc3\x9f|\xc4\xb0|\xc5[\x89\xbf]|\xc7\xb0|\xe1\xba[\x96-\x9a\x9e]|\xe2\x84\xaa|\xef\xac[\x80-\x86]"
)
"""The letters beyond ASCII whose folding has an ASCII letter in it, such as the German sharp s."""

_CASELESS = re.compile(r"[0-9\u3000-\u312f\u3400-\u9fff]+")


def sift_for(needles: Sequence[str]) -> Sift | None:
    """Whether a line has all the needles in it; None if there are none."""
    tests = [_test(needle) for needle in needles if needle]
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else lambda line: all(test(line) for test in tests)


def _test(needle: str) -> Sift:
    folded = needle.casefold()
    wanted = json.dumps(folded, ensure_ascii=False)[1:-1].encode("utf-8", "surrogatepass")
    if _CASELESS.fullmatch(needle):  # there is but one way to write it
        return lambda line: wanted in line
    if folded.isascii():
        return lambda line: wanted in line.lower() or (UNUSUAL.search(line) is not None and wanted in _folded(line))
    return lambda line: wanted in _folded(line)


def _folded(line: bytes) -> bytes:
    return line.decode("utf-8", "surrogatepass").casefold().encode("utf-8", "surrogatepass")


def needles(condition: Condition) -> list[str]:
    """Texts without which no case meets the condition."""
    if isinstance(condition, All):
        return [needle for each in condition.of for needle in needles(each)]
    found: str = getattr(condition, "needle", "")
    return [found] if found else []
