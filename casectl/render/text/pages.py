"""Shared by pages for people: aligned columns, wrapping, and times with their weekday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from re import compile

from casectl.render.language import _
from casectl.render.text.terminal import pad, pieces, width

_WORD = compile(r" *[^ ]+")
_NAMED = compile(r" *[^ ]+(?: [^ ]+)*  +(?=[^ ])")
"""What stands before the second column of a line: a name before its value, a time before what happens then."""
_CONTINUATION = "    "
"""The extra indentation of the continuation of a line with one column."""


def weekdays() -> tuple[str, ...]:
    """The short names of the weekdays, Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def day_stamp(day: date) -> str:
    """A day with its weekday."""
    return f"{day.isoformat()} {weekdays()[day.weekday()]}"


def stamp(at: datetime, zone: tzinfo) -> str:
    """An instant in `zone` to the minute, with its weekday."""
    local = at.astimezone(zone)
    return f"{day_stamp(local.date())} {local:%H:%M}"


def aligned_lines(lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Lines with the same number of cells each, indented, their columns aligned."""
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  " + "  ".join(pad(cell, columns) for cell, columns in zip(line, widths, strict=True)).rstrip()


def wrapped(page: str, columns: int) -> str:
    """The page with its long lines broken at spaces, and between the characters of Chinese, which has none; they are
    continued below their second column or with an indentation. No other word is cut.
    """
    return "\n".join(part for line in page.split("\n") for part in _parts(line, columns))


def _parts(line: str, columns: int) -> Iterator[str]:
    """The line in parts; the spaces between its words are kept, so that columns remain recognisable."""
    margin = _margin(line, columns)
    part = ""
    room = columns - len(margin)
    for word in (piece for each in _WORD.findall(line) for piece in _breakable(each, room)):
        if part.strip() and width(part + word) > columns:
            yield part
            part = f"{margin}{word.lstrip()}"
        else:
            part += word
    yield part


def _margin(line: str, columns: int) -> str:
    """What the line's continuations begin with."""
    named = _NAMED.match(line)
    if named and width(named[0]) <= columns // 2:
        return " " * width(named[0])
    return " " * min(len(line) - len(line.lstrip(" ")), columns // 2) + _CONTINUATION


def _breakable(word: str, room: int) -> Iterator[str]:
    """A word with the spaces before it, in the parts between which it may break: a short one is not broken."""
    text = word.lstrip(" ")
    first, *rest = [text] if text.isascii() or width(text) <= room // 2 else pieces(text)
    yield word[: len(word) - len(text)] + first
    yield from rest
