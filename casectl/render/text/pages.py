"""Shared by pages for people: aligned columns, wrapping, and times with their weekday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from re import compile

from casectl.render.language import _
from casectl.render.text.terminal import pad, pieces, width

_WORD = compile(r" *[^ ]+")
_CONTINUATION = "    "
"""The extra indentation of a line's continuation."""


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
    """The page with its long lines broken at spaces and continued with an indentation. No word is cut, but for Chinese
    that is longer than a line, which has no spaces: it is broken between two characters.
    """
    return "\n".join(part for line in page.split("\n") for part in _parts(line, columns))


def _parts(line: str, columns: int) -> Iterator[str]:
    """The line in parts; the spaces between its words are kept, so that columns remain recognisable."""
    margin = " " * min(len(line) - len(line.lstrip(" ")), columns // 2)
    part = ""
    room = columns - len(margin) - len(_CONTINUATION)
    for word in (piece for each in _WORD.findall(line) for piece in _breakable(each, room)):
        if part.strip() and width(part + word) > columns:
            yield part
            part = f"{margin}{_CONTINUATION}{word.lstrip()}"
        else:
            part += word
    yield part


def _breakable(word: str, room: int) -> Iterator[str]:
    """A word with the spaces before it; one that does not fit in the room, in the parts between which it may break."""
    text = word.lstrip(" ")
    if width(text) <= room or len(text.split()) != 1:
        yield word
        return
    first, *rest = pieces(text)
    yield word[: len(word) - len(text)] + first
    yield from rest
