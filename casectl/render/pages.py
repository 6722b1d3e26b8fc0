"""What pages for people share: columns that line up, and moments with their weekday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from re import compile

from casectl.render.language import _
from casectl.render.terminal import pad, width

_WORD = compile(r" *[^ ]+")
_FURTHER = "    "
"""How much further to the right a line that was broken goes on."""


def weekdays() -> tuple[str, ...]:
    """The short names of the weekdays, Monday first."""
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def day_stamp(day: date) -> str:
    """A day with its weekday."""
    return f"{day.isoformat()} {weekdays()[day.weekday()]}"


def stamp(at: datetime, zone: tzinfo) -> str:
    """A moment in `zone` to the minute, with its weekday."""
    local = at.astimezone(zone)
    return f"{day_stamp(local.date())} {local:%H:%M}"


def aligned(lines: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Lines of as many cells each, indented, with the cells of a column below each other."""
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  " + "  ".join(pad(cell, columns) for cell, columns in zip(line, widths, strict=True)).rstrip()


def wrapped(page: str, columns: int) -> str:
    """The page with its long lines broken where a blank is, going on further to the right; no word is cut."""
    return "\n".join(part for line in page.split("\n") for part in _parts(line, columns))


def _parts(line: str, columns: int) -> Iterator[str]:
    """The line in parts; the blanks between its words stay as they are, so that columns are seen to be some."""
    margin = " " * min(len(line) - len(line.lstrip(" ")), columns // 2)
    part = ""
    for word in _WORD.findall(line):
        if part.strip() and width(part + word) > columns:
            yield part
            part = f"{margin}{_FURTHER}{word.lstrip()}"
        else:
            part += word
    yield part
