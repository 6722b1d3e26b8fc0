"""A calendar in iCalendar's form (RFC 5545): what is to be done, for calendar programs that subscribe to it.

There is an entry for each row, which has ``uid``, ``sequence``, ``changed_at``, ``due_at``, ``summary``, ``open``,
``tentative``, ``cancelled``, and ``warned_at``, when the program is to remind of it ("": never). An entry is an event,
which takes no time and keeps none free, since it says until when, not from when to when; or a task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from casectl.render.formats import RenderOptions
from casectl.render.text.terminal import one_line
from casectl.render.view import Row, View, machine_value

_OCTETS = 75
"""No line is longer, its end not counted (RFC 5545, 3.1)."""


def ics(view: View, _options: RenderOptions) -> str:
    """The calendar, called as the view says, of events. The same rows give the same bytes, whenever it is written."""
    return _calendar(view, _event)


def vtodo(view: View, _options: RenderOptions) -> str:
    """The same of tasks."""
    return _calendar(view, _task)


def _calendar(view: View, entry: Callable[[Row], Iterator[str]]) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//casectl//agenda//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [
        f"NAME:{_text(view.calendar)}",
        f"X-WR-CALNAME:{_text(view.calendar)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    lines += [line for row in view.rows for line in entry(row)]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(row: Row) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield from _what_any_says(row)
    yield f"DTSTART:{_utc(_of(row, 'due_at'))}"
    yield f"STATUS:{'CANCELLED' if _is(row, 'cancelled') else 'TENTATIVE' if _is(row, 'tentative') else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    yield from _alarm(row)
    yield "END:VEVENT"


def _task(row: Row) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield from _what_any_says(row)
    yield f"DUE:{_utc(_of(row, 'due_at'))}"
    yield f"STATUS:{'CANCELLED' if _is(row, 'cancelled') else 'NEEDS-ACTION'}"
    yield from _alarm(row)
    yield "END:VTODO"


def _what_any_says(row: Row) -> Iterator[str]:
    yield f"UID:{_text(_of(row, 'uid'))}"
    yield f"DTSTAMP:{_utc(_of(row, 'changed_at'))}"
    yield f"LAST-MODIFIED:{_utc(_of(row, 'changed_at'))}"
    yield f"SEQUENCE:{_of(row, 'sequence')}"
    yield f"SUMMARY:{_text(_of(row, 'summary'))}"
    yield f"DESCRIPTION:{_text(_of(row, 'open'))}"
    yield "CLASS:PRIVATE"


def _alarm(row: Row) -> Iterator[str]:
    """When the program is to remind of the entry: an instant, since working time is no duration that it knows."""
    if warned := _of(row, "warned_at"):
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(_of(row, 'summary'))}"
        yield f"TRIGGER;VALUE=DATE-TIME:{_utc(warned)}"
        yield "END:VALARM"


def _is(row: Row, name: str) -> bool:
    """What is over is cancelled, so that a subscriber drops it, whose program keeps what a feed merely leaves out."""
    return bool(machine_value(row[name]))


def _of(row: Row, name: str) -> str:
    return str(machine_value(row[name]))


def _utc(instant: str) -> str:
    """An instant in ISO 8601 as RFC 5545 writes one in UTC."""
    return f"{datetime.fromisoformat(instant).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """A value of type TEXT: on one line, and with what would end it escaped."""
    shown = one_line(text).replace("\\", "\\\\")
    return shown.replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """The line in parts of 75 octets at most, none of which ends within a character."""
    parts, part, room = list[str](), "", _OCTETS
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(part)
            part, room = "", _OCTETS - 1  # a continued line begins with a space
        part, room = part + letter, room - size
    return "\r\n ".join([*parts, part])
