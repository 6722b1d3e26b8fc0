"""Times as machines write them: the mail date, ``date``'s and git's, ISO 8601 without its marks, and zones by name."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo

from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple

_YEAR_LAST = regex(
    r"(?P<day>.*[a-z].*) (?P<clock>\d\d:\d\d:\d\d)(?P<before> [a-z]{1,5}| [+-]\d{4})? (?P<year>\d{4})(?P<after> \S+)?",
    re.ASCII,
)
"""``sat nov 21 10:00:00 utc 2026``, ``sat nov 21 10:00:00 2026 +0800``."""
_WITHOUT_MARKS = regex(r"(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(?:(\d\d)(?:[.,]\d+)?)?", re.ASCII)
_FRACTION = regex(r"(?<=:\d\d)[.,]\d+")
_SECONDS = regex(r"(\d\d?)[时点](\d\d?)分(\d\d?)秒")
_FROM_UTC = regex(r" ?\(?(?:utc|gmt) ?([+-])(\d\d?)(?::?(\d\d))?\)?$", re.ASCII)
_HOURS_ALONE = regex(r"(:\d\d ?[+-]\d\d)$")
_BEIJING = "北京时间"
_OFFSET = regex(
    r"(?P<wall>.*\d{4}.*\d:\d\d(?::\d\d)?) ?(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)(?::?(?P<seconds>\d\d))?"
    r"(?: \([a-z ]+\))?",
    re.ASCII,
)
_NAMED = regex(r"(?P<wall>.*\d(?::\d\d)+(?: ?[ap]m)?|.*\d ?[ap]m) ?(?P<name>z|[a-z]{2,5})(?: \([a-z ]+\))?", re.ASCII)
_UNIVERSAL = frozenset(("z", "utc", "gmt", "ut"))
_LOCAL = frozenset(
    ("bst", "ist", "wet", "west", "cet", "cest", "eet", "eest", "msk", "est", "edt", "cst", "cdt", "mst", "mdt", "pst",
     "pdt", "hkt", "sgt", "jst", "kst", "aest", "aedt", "awst", "acst", "nzst", "nzdt", "sast", "eat", "wat", "cat")
)  # fmt: skip
"""Zones by name: several share most of these, so that only the casebook's own is understood."""


class Stamp(NamedTuple):
    """A time on the wall and its zone: an offset, or a `name` that may be that of the casebook's zone."""

    wall: str
    zone: tzinfo | None = None
    name: str = ""


def stamp_of(words: str) -> Stamp:
    """The parts of a text in plain lower-case characters; one without a zone is its own wall time."""
    text = _WITHOUT_MARKS.sub(_with_marks, _FRACTION.sub("", words))
    if match := _YEAR_LAST.fullmatch(text):
        day, clock, before, year, after = match.group("day", "clock", "before", "year", "after")
        text = f"{day} {year} {clock}{before or after or ''}"
    text = _SECONDS.sub(lambda match: "{}:{:0>2}:{:0>2}".format(*match.groups()), text)
    text = _FROM_UTC.sub(lambda match: f"{match[1]}{match[2]:0>2}:{match[3] or '00'}", text)
    text = _HOURS_ALONE.sub(r"\1:00", text)
    if _BEIJING in text:
        return Stamp(text.replace(_BEIJING, ""), timezone(timedelta(hours=8)))
    if match := _OFFSET.fullmatch(text):
        return Stamp(match["wall"], _zone(match))
    match = _NAMED.fullmatch(text)
    if match and match["name"] in _UNIVERSAL:
        return Stamp(match["wall"], UTC)
    if match and match["name"] in _LOCAL:
        return Stamp(match["wall"], name=match["name"])
    return Stamp(text)


def _with_marks(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second = match.groups()
    return f"{year}-{month}-{day}t{hour}:{minute}" + (f":{second}" if second else "")


def _zone(match: re.Match[str]) -> tzinfo | None:
    away = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"]), seconds=int(match["seconds"] or 0))
    return timezone(-away if match["sign"] == "-" else away)
