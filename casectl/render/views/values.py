"""Values that many views show: instants, lengths of time, states."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import partial

from casectl.core.query.excerpt import Excerpt
from casectl.core.time.durations import span
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import LocalizedText, Message, Typed, msg, plain_text
from casectl.core.values.messages import Value as Said
from casectl.render.language import _, translate
from casectl.render.view import Cell, Value


def instant(at: datetime | None, zone: tzinfo) -> Value:
    """An instant: ISO 8601 with offset for programs, day and minute for people, both in `zone`; None for none."""
    if at is None:
        return None
    text = format_instant(at, zone)
    return Cell(text, f"{text[:10]} {text[11:16]}")


def instant_text(text: str, zone: tzinfo) -> Value:
    """As `instant`, for an instant that facts keep as text, "" for none."""
    return instant(datetime.fromisoformat(text), zone) if text else None


def marked(text: str, **marks: int) -> str:
    """The time of what is owed, for people, with a word for each of the `marks` that holds: ``late``, that it has
    passed; ``provisional``, that a calendar only guesses it; ``unconfirmed``, that nobody has confirmed the late entry
    by which it was done; ``entries``, how many late entries the case has; ``undecided``, how much a merge left open.
    """
    if not any(marks.values()):
        return text
    words = {
        "late": _("overdue"), "provisional": _("provisional"), "unconfirmed": _("unconfirmed"),
        "entries": _("late entries"), "undecided": _("to be decided"),
    }  # fmt: skip
    found = [word for name, word in words.items() if marks.get(name)]
    return translate(msg("{time} ({marks})", time=text, marks=found))


def marks_of(case: Excerpt) -> dict[str, int]:
    """The marks that a case gives to all times of it."""
    return {"entries": case.late_entries, "undecided": case.conflicts}


def marked_instant(at: datetime, zone: tzinfo, **marks: int) -> Value:
    """An instant in `zone`, for people with the `marks` that `marked` has words for."""
    text = format_instant(at, zone)
    return Cell(text, lambda: marked(f"{text[:10]} {text[11:16]}", **marks))


def deadline(at: datetime | None, zone: tzinfo, now: datetime, **marks: int) -> Value:
    """An instant in `zone`, marked and shown as an alarm once it has passed, and with `marks` as `marked` has them."""
    if at is None:
        return None
    text, late = format_instant(at, zone), is_late(at, now)
    shown = marked(f"{text[:10]} {text[11:16]}", late=late, **marks)
    return Cell(text, shown, "alarm" if late else "")


def is_late(at: datetime | None, now: datetime) -> bool:
    """Whether there is an instant and it has passed."""
    return at is not None and to_seconds(at) < to_seconds(now)


def length(late: timedelta) -> Value:
    """How late: in minutes for programs; for people ``3d 4h``, or ``2h left`` until it has passed."""
    minutes, passed = int(late.total_seconds() // 60), late > timedelta(0)
    return Cell(minutes, partial(_in_units, late, passed), "alarm" if passed else "")


def _in_units(late: timedelta, passed: bool) -> str:
    return translate(msg("{time}", time=span(late)) if passed else msg("{time} left", time=span(-late)))


def waited(time: timedelta) -> Value:
    """How long something has been waiting, which is not to be late: in minutes for programs, ``3d 4h`` for people."""
    return Cell(int(time.total_seconds() // 60), partial(translate, span(time)))


def state(case: Excerpt, titles: Mapping[tuple[str, str], LocalizedText]) -> Value:
    """A case's state, with its title for people."""
    return state_of(case.text("template"), case.text("state"), titles)


def state_of(template: str, name: str, titles: Mapping[tuple[str, str], LocalizedText]) -> Value:
    """A state of a template, with its title for people."""
    title = titles.get((template, name))
    return Cell(name, translate(title) or name) if title else name


def named(name: str, titles: Mapping[str, LocalizedText]) -> Value:
    """A name, by its title for people; None for no name."""
    title = titles.get(name)
    return Cell(name, translate(title) or name) if title else text_or_none(name)


def titled(title: Said, name: str) -> str:
    """A title, with the name that verbs take; the name alone if there is no other title."""
    words = translate(title)
    return translate(msg("{title} ({name})", title=words, name=name)) if words not in ("", name) else name


def translated(message: Said) -> Value:
    """A message: in English for programs, in the reader's language for people; None for an empty one."""
    text = plain_text(message)
    return Cell(text, translate(message)) if text else None


def text_or_none(text: str) -> Value:
    """The text, or None if it is empty."""
    return text or None


def command_line(words: Sequence[str]) -> Value:
    """A command of casectl to paste; for people, what is still to be typed is named in their language."""
    line = Typed(shlex.join(("casectl", *words)))
    return Cell(str(line), lambda: translate(line))


def as_of_note(period: str, at: str, *, is_running: bool) -> Message:
    """Of which period figures are, and as of when: of a period of which the end is not known they are provisional."""
    if is_running:
        return msg("nothing was recorded after {at}, so {period} counts only up to then", period=period, at=at)
    return msg("{period}, as of {at}", period=period, at=at)
