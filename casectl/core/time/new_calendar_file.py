"""Writing a new calendar file: opening hours, and the special days that a source gives for a country."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date, timedelta
from itertools import pairwise

from casectl.core.time.calendar import WEEKDAYS, Week
from casectl.core.time.calendar_file import parse_window, window_fault, window_text
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText, Message, UsageError, msg
from casectl.core.values.nearest import unknown_word
from casectl.core.values.value_class import replace, value_class

MAKE_UP_DAY = LocalizedText((("en", "Make-up working day"), ("zh", "调休上班")))
"""The name of a day that is worked in place of another, since sources do not name it."""

OFFICE = "09:00-17:30"


@value_class
class CountryDays:
    """A country's holidays and make-up days according to a source, and from which day on they are provisional.

    `weekend` has the weekdays (0 is Monday) that are not worked there. `since` and `until` are the first and the last
    day of the range. `title` is the country's name, `zones` its main time zone, or several.
    """

    source: str
    until: date
    holidays: Mapping[date, LocalizedText] = field(default_factory=dict)
    make_up_days: Sequence[date] = ()
    provisional_from: date | None = None
    weekend: frozenset[int] = frozenset((5, 6))
    since: date | None = None
    title: LocalizedText = LocalizedText.of("")
    zones: tuple[str, ...] = ()

    def zone(self, usual: str) -> str:
        """The country's time zone; of several the casebook's `usual` one; "" if none is known.

        Raises UsageError, naming them, if there are several and the casebook's is not among them.
        """
        if len(self.zones) > 1 and usual not in self.zones:
            raise UsageError(
                msg("{country} has several time zones: say which with --zone", country=self.title),
                hint=msg("such as {names}", names=self.zones),
            )
        return usual if usual in self.zones else next(iter(self.zones), "")


def as_known_in(days: CountryDays, year: int) -> CountryDays:
    """The days as a source can know them in `year`: no authority has fixed those beyond the following year yet."""
    unsettled = date(year + 2, 1, 1)
    if days.until < unsettled:
        return days
    first = max(unsettled, days.since or unsettled)
    return replace(days, provisional_from=min(first, days.provisional_from or first))


@value_class
class NewCalendar:
    """The new calendar's name, title, zone ("": the casebook's) and opening hours."""

    name: str
    title: LocalizedText
    zone: str
    week: Week
    ignore_make_up_days: bool = False


def calendar_text(plan: NewCalendar, days: CountryDays | None = None) -> str:
    """The text of a calendar file; without `days` it has no holidays and no verified range."""
    lines = [f"calendar: {plan.name}", f"title: {_words(plan.title)}"]
    lines += [f"zone: {plan.zone}"] if plan.zone else []
    lines.append("windows:")
    for weekday, windows in zip(WEEKDAYS, plan.week, strict=True):
        texts = (f'"{window_text(each)}"' for each in windows)
        lines += [f"  {weekday}: [{', '.join(texts)}]"] if windows else []
    lines += ["ignore_make_up_days: yes"] if plan.ignore_make_up_days else []
    return "\n".join([*lines, *(_frozen(days) if days else ()), ""])


def _frozen(days: CountryDays) -> Iterator[str]:
    yield f"source: {_quoted(days.source)}"
    last = days.provisional_from - timedelta(days=1) if days.provisional_from else days.until
    if days.since:
        yield f"verified_from: {days.since}"
    yield f"verified_until: {last}"
    if days.provisional_from:
        yield f"provisional_from: {days.provisional_from}"
    yield "holidays:"
    yield from (f"  {day}: {_words(name)}" for day, name in sorted(days.holidays.items()))
    if days.make_up_days:
        yield "make_up_days:"
        yield from (f"  {day}: {_words(MAKE_UP_DAY)}" for day in sorted(days.make_up_days))


def _words(words: LocalizedText) -> str:
    texts = [f"{language}: {_quoted(text)}" for language, text in words.by_language if language]
    return f"{{{', '.join(texts)}}}" if texts else _quoted(str(words))


def _quoted(text: str) -> str:
    """A text as a YAML double-quoted scalar; JSON's strings are a subset of those."""
    seen = json.dumps(text, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08x}" for each in seen)


def parse_week(text: str) -> Week:
    """Parse a week such as ``mon-fri 09:00-12:30,13:30-17:30; sat 10:00-14:00``; a weekday left out is closed.

    Raises UsageError, naming the part that cannot be read.
    """
    week: list[tuple[Window, ...]] = [()] * len(WEEKDAYS)
    for part in filter(None, (each.strip() for each in text.split(";"))):
        weekdays, spans = re.sub(r"\s*,\s*", ",", part).partition(" ")[::2]
        windows = _windows(part, spans.split(","))
        numbers = [number for each in weekdays.lower().split(",") for number in _weekdays(part, each)]
        if len(set(numbers)) < len(numbers) or any(week[number] for number in numbers):
            raise UsageError(msg("{day} is listed twice", day=weekdays))
        for number in numbers:
            week[number] = windows
    return tuple(week)


def _windows(part: str, spans: list[str]) -> tuple[Window, ...]:
    windows = tuple(sorted(window for each in spans if (window := parse_window(each))))
    if len(windows) < len(spans):
        raise _refused(part, next(window_fault(each) for each in spans if not parse_window(each)))
    for first, second in pairwise(windows):
        if second.start < first.end:
            text = msg("{first} and {second} overlap", first=window_text(first), second=window_text(second))
            raise _refused(part, text)
    return windows


def _weekdays(part: str, text: str) -> range:
    first, dash, last = text.partition("-")
    for day in (first, last) if dash else (first,):
        if day not in WEEKDAYS:
            raise _refused(part, unknown_word(day or "?", WEEKDAYS))
    begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last if dash else first)
    if end < begin:
        raise _refused(part, msg("{last} comes before {first}", first=first, last=last))
    return range(begin, end + 1)


def _refused(part: str, why: Message) -> UsageError:
    return UsageError(
        msg("{text} is not working time", text=part),
        problems=[why],
        hint=msg("write it like {example}", example="mon-fri 09:00-12:30,13:30-17:30; sat 10:00-14:00"),
    )


def usual_week(weekend: frozenset[int]) -> Week:
    """Office hours on every weekday that is not in `weekend`."""
    window = parse_window(OFFICE)
    return tuple((window,) if window and number not in weekend else () for number in range(len(WEEKDAYS)))
