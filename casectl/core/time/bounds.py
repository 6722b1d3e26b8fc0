"""A time as an end: ``by friday``, ``周五前``, ``no later than 5pm``, ``before december``, ``周五之后``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casectl.core.time.date_tokens import kinds_of
from casectl.core.time.date_words import Token
from casectl.core.time.instants import EARLIEST, LATEST
from casectl.core.time.lengths import LENGTH
from casectl.core.values.regex import regex

BY, BEFORE, SINCE, AFTER, WITHIN = "by", "before", "since", "after", "within"
"""Up to and with all that is named; up to it; from its start on; from its end on; in it, which adds nothing."""

_A_LENGTH = regex(rf"[i+-]?{LENGTH}[af]?.*")
_FIRST = {"P": BEFORE, "l": BY, "S": SINCE}
_LAST = {"前": BY, "内": WITHIN, "后": AFTER}


def split_bound(tokens: Sequence[Token]) -> tuple[str, Sequence[Token]]:
    """The kind of end that the tokens say, "" for none, and the tokens of the time; a length from now has none."""
    kinds = kinds_of(tokens)
    if any(token.word == "by" for token in tokens[1:-1]):  # friday by 5pm
        return BY, [token for token in tokens if token.word != "by"]
    if len(tokens) > 1 and kinds[0] in _FIRST:
        return _FIRST[kinds[0]], split_bound(tokens[1:])[1]
    if len(tokens) > 1 and kinds[0] == "T":
        return (AFTER if tokens[0].word == "after" else SINCE), tokens[1:]
    if len(tokens) > 1 and kinds[-1] in "aflS" and not _A_LENGTH.fullmatch(kinds):
        found = _FIRST.get(kinds[-1]) or _LAST.get(tokens[-1].word, "")
        if found == WITHIN and kinds in ("Zf", "Mf"):
            return found, [Token("v", 0, "this"), _PERIOD[kinds[0]]]
        return (found, tokens[:-1]) if found else ("", tokens)
    return "", tokens


_PERIOD = {"Z": Token("p", 12, "year"), "M": Token("p", 1, "month")}
"""What 年内 and 月内 are within."""


def bounded(bound: str, start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The span up to all that is between `start` and `end`, up to it or from it on, as `bound` says."""
    match bound:
        case "by":
            return EARLIEST, end
        case "before":
            return EARLIEST, start
        case "since":
            return start, LATEST
        case "after":
            return end, LATEST
        case _:
            return start, end
