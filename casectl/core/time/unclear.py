"""What can be read in several ways: refused with the readings, and never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from casectl.core.time.date_words import Token
from casectl.core.time.days import Days
from casectl.core.values.messages import Message, UsageError, msg

_AS_ONE = msg("write it as one of these")


def two_readings(text: str, readings: Sequence[str], hint: Message = _AS_ONE) -> UsageError:
    """The error that a text can be read in several ways."""
    return UsageError(msg("{text} can be read as {readings}", text=text, readings=list(readings)), hint=hint)


def refuse_figures(figures: Token, as_year: str) -> None:
    """Raise UsageError for four figures that are as likely a time of day as a year: ``1430``."""
    hour, minute = divmod(figures.value, 100)
    is_year = not figures.value or 1900 <= figures.value < 2200
    if len(figures.word) == len("1430") and not is_year and hour < 24 and minute < 60:
        raise two_readings(figures.word, [as_year, f"{hour:02}:{minute:02}"])


def day_or_length(text: str, date: str, length: str) -> UsageError:
    """The error that ``15日`` is a day of the month or a number of days."""
    return UsageError(
        msg("{text} can be a day of the month or a length of time", text=text),
        hint=msg("write {first} or {last}", first=date, last=length),
    )


def is_span(text: str, first: str, last: str) -> UsageError:
    """The error that a span is no point in time, and the two points that it could be."""
    return UsageError(
        msg("{text} is a span of time, not a point in time", text=text),
        hint=msg("write {first} or {last}", first=first, last=last),
    )


def includes_or_not(text: str, found: Days, *, before: bool) -> UsageError:
    """The error that the day in ``before friday`` may count or not."""
    day = found.first if before else found.after - timedelta(days=1)
    other = day + timedelta(days=-1 if before else 1)
    return UsageError(
        msg("it is unclear whether {text} includes {day}", text=text, day=day.isoformat()),
        hint=msg("write {first} or {last}", first=day.isoformat(), last=other.isoformat()),
    )
