"""Values that many views show: instants, lengths of time, states."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from functools import partial

from casectl.core.query.excerpt import Facts
from casectl.core.time.durations import span
from casectl.core.time.instants import format_instant
from casectl.core.values.messages import Value as Said
from casectl.core.values.messages import Words, msg, plain
from casectl.render.language import _, say
from casectl.render.view import Value, Worded


def instant(at: datetime | None, zone: tzinfo) -> Value:
    """An instant: ISO 8601 with offset for machines, day and minute for people."""
    if at is None:
        return None
    text = format_instant(at, zone)
    return Worded(text, f"{text[:10]} {text[11:16]}")


def instant_text(text: str, zone: tzinfo) -> Value:
    """An instant that facts keep as text, "" if there is none."""
    return instant(datetime.fromisoformat(text), zone) if text else None


def guessed(text: str, provisional: bool) -> str:
    """The text of a deadline, for people; marked if it rests on days that a calendar only guesses."""
    return f"{text} ({_('provisional')})" if provisional else text


def guess(at: datetime, zone: tzinfo, provisional: bool) -> Value:
    """An instant, marked if it is `provisional`."""
    text = format_instant(at, zone)
    return Worded(text, lambda: guessed(f"{text[:10]} {text[11:16]}", provisional))


def deadline(at: datetime | None, zone: tzinfo, now: datetime, provisional: bool = False) -> Value:
    """An instant that alarms once it has passed, marked if it is `provisional`."""
    if at is None:
        return None
    text = format_instant(at, zone)
    return Worded(text, guessed(f"{text[:10]} {text[11:16]}", provisional), "alarm" if at < now else "")


def length(late: timedelta) -> Value:
    """How late, in minutes for machines; for people ``3d 4h``, or ``in 2h`` while there is time left."""
    minutes = int(late.total_seconds() // 60)
    return Worded(minutes, partial(_in_units, late), "" if late < timedelta(0) else "alarm")


def _in_units(late: timedelta) -> str:
    return say(span(late) if late >= timedelta(0) else msg("in {time}", time=span(-late)))


def state(case: Facts, titles: Mapping[tuple[str, str], Words]) -> Value:
    """A case's state, with its title for people."""
    return state_of(case.text("template"), case.text("state"), titles)


def state_of(template: str, name: str, titles: Mapping[tuple[str, str], Words]) -> Value:
    """A state of a template, with its title for people."""
    title = titles.get((template, name))
    return Worded(name, say(title) or name) if title else name


def titled(title: Said, name: str) -> str:
    """What people call a thing, and the name by which verbs know it; the name alone where it has no other."""
    words = say(title)
    return say(msg("{title} ({name})", title=words, name=name)) if words not in ("", name) else name


def told(message: Said) -> Value:
    """What casectl says: in English for machines, in the reader's language for people; None for nothing."""
    text = plain(message)
    return Worded(text, say(message)) if text else None


def or_none(text: str) -> Value:
    """Text, None for none."""
    return text or None
