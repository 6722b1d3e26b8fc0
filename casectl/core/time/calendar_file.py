"""Reading calendars/<name>.yaml: the keys, every fault at once with its place and code, and the calendar itself.

What is faulty is left out, so that all faults of a file are found in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, tzinfo
from itertools import pairwise
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from casectl.core.time.calendar import ARRIVALS, WEEKDAYS, Calendar, Day, Week
from casectl.core.time.timeline import MINUTES, Window
from casectl.core.values.findings import Finding
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.nearest import nearest
from casectl.core.values.tree import Path, Source, Tree, list_of, mapping_of, text_of

KEYS: dict[str, Message] = {
    "calendar": msg("the calendar's name, which is also the file's"),
    "title": msg("what people read: a text, or one per language {example}", example="{en: …, zh: …}"),
    "zone": msg("its time zone, such as Europe/London; without it the casebook's"),
    "windows": msg("working time by weekday: mon: [09:00-12:30, 13:30-17:30]; a weekday left out is closed"),
    "holidays": msg("days that are closed, each with its name: 2026-12-25: Christmas Day"),
    "half_days": msg("days with windows of their own: a name, or en and zh, and windows"),
    "make_up_days": msg("days worked instead of others; without windows, worked like the first working weekday"),
    "ignore_make_up_days": msg("yes: this desk does not work on make-up days"),
    "cut_off": msg("what comes in later counts from the next opening; without it, the day's close"),
    "late_from": msg("what comes in later than that counts from this time of the next working day, such as 08:30"),
    "arrivals": msg(
        "what after hours and closed days mean: as_received (the default), next_opening, or same_time, which takes what"
        " comes in on a closed day as come in at that time of the next working day"
    ),
    "source": msg("where the days were taken from"),
    "verified_from": msg("the first day that the source is sure of; days before it are provisional"),
    "verified_until": msg("the last day that the source is sure of"),
    "provisional_from": msg("the first day that the source only guesses"),
}
"""The keys of a calendar file, and what they mean. A key that starts with ``x-`` is the user's own."""

CODES: dict[str, Message] = {
    "L001": msg("a key that is not known there"),
    "L002": msg("the name is missing, or is not the file's"),
    "L003": msg("a value of the wrong shape, or a word that is not known there"),
    "L004": msg("a time zone that does not exist"),
    "L005": msg("a window that is none, or ends before it starts"),
    "L006": msg("windows that overlap"),
    "L007": msg("a day that does not exist"),
    "L008": msg("a day said twice"),
    "L009": msg("a calendar without working time"),
}
"""What each code means."""

_WINDOW = re.compile(r"(\d?\d):(\d\d)\s*[-–]\s*(\d?\d):(\d\d)", re.ASCII)
_DAY_KEYS = ("name", "en", "zh", "windows")
_KINDS = {"holidays": "holiday", "half_days": "half_day", "make_up_days": "make_up_day"}


class _Reading:
    """A calendar file being read: the faults found so far."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tree = source.tree
        self.findings: list[Finding] = []

    def fault(self, code: str, what: Message, *path: str | int) -> None:
        self.findings.append(Finding(self.source.place(*path), code, what))

    def unknown(self, word: str, known: tuple[str, ...], *path: str | int) -> None:
        near = nearest(word, known)
        if near:
            self.fault("L001", msg("{word} is not known here; did you mean {near}?", word=word, near=near), *path)
        else:
            self.fault("L001", msg("{word} is not known here; known are {names}", word=word, names=known), *path)

    def text(self, key: str) -> str:
        if key in self.tree and not isinstance(self.tree[key], str):
            self.fault("L003", msg("a text is needed here"), key)
        return text_of(self.tree.get(key)).strip()

    def word(self, key: str, allowed: tuple[str, ...]) -> str:
        word = self.text(key) or allowed[0]
        if word not in allowed:
            self.fault("L003", msg("{word} is not known here; known are {names}", word=word, names=allowed), key)
            return allowed[0]
        return word

    def mapping(self, *path: str) -> dict[str, Tree]:
        value: Tree | None = self.tree
        for step in path:
            value = mapping_of(value).get(step)
        if value is not None and not isinstance(value, dict):
            self.fault("L003", msg("a mapping is needed here"), *path)
        return mapping_of(value)

    def day(self, text: str, *path: str | int) -> date | None:
        try:
            if len(text) != len("2026-01-01"):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            self.fault("L007", msg("there is no day {text}; write it like 2026-12-25", text=text), *path)
            return None

    def optional_day(self, key: str) -> date | None:
        text = self.text(key)
        return self.day(text, key) if text else None

    def name(self) -> str:
        name, stem = self.text("calendar"), PurePosixPath(self.source.file).stem
        if not name:
            self.fault("L002", msg("{key} is missing", key="calendar"), "calendar")
        elif name != stem:
            self.fault("L002", msg("calendar {name} is in the file of {file}", name=name, file=stem), "calendar")
        return name or stem

    def zone(self, default: tzinfo) -> tzinfo:
        name = self.text("zone")
        try:
            return ZoneInfo(name) if name else default
        except (ValueError, OSError, KeyError):
            self.fault("L004", msg("there is no time zone {name}; write it like Europe/London", name=name), "zone")
            return default

    def windows(self, value: Tree | None, path: Path) -> tuple[Window, ...]:
        """Windows in their order; those that overlap an earlier one are left out."""
        if isinstance(value, dict):
            self.fault("L003", msg("a list is needed here"), *path)
        found = sorted(self._each_window(list_of(value), path))
        for first, second in pairwise(found):
            if second.start < first.end:
                text = msg("{first} and {second} overlap", first=window_text(first), second=window_text(second))
                self.fault("L006", text, *path)
                return ()
        return tuple(found)

    def _each_window(self, texts: list[Tree], path: Path) -> Iterator[Window]:
        for number, text in enumerate(texts):
            window = parse_window(text_of(text))
            if window:
                yield window
            else:
                self.fault("L005", window_fault(text_of(text)), *path, number)

    def week(self) -> Week:
        week: list[tuple[Window, ...]] = [()] * len(WEEKDAYS)
        for weekday, value in self.mapping("windows").items():
            if weekday in WEEKDAYS:
                week[WEEKDAYS.index(weekday)] = self.windows(value, ("windows", weekday))
            else:
                self.unknown(weekday, WEEKDAYS, "windows", weekday)
        return tuple(week)

    def time_of_day(self, key: str) -> time | None:
        text = self.text(key)
        try:
            return time.fromisoformat(text) if text else None
        except ValueError:
            self.fault("L003", msg("{text} is no time of day; write it like 17:00", text=text), key)
            return None

    def words(self, value: Tree | None, default: str) -> LocalizedText:
        entries = mapping_of(value)
        texts = tuple((key, text_of(text)) for key, text in entries.items() if key in ("en", "zh"))
        return (
            LocalizedText(texts)
            if texts
            else LocalizedText.of(text_of(value) or text_of(entries.get("name")) or default)
        )


def read_calendar(source: Source, zone: tzinfo) -> tuple[Calendar, list[Finding]]:
    """The calendar in a file, and its faults; `zone` is the casebook's, for a calendar that names none."""
    reading = _Reading(source)
    for key in source.tree:
        if key not in KEYS and not key.startswith("x-"):
            reading.unknown(key, tuple(KEYS), key)
    so_far = len(reading.findings)
    week = reading.week()
    if not any(week) and len(reading.findings) == so_far:
        reading.fault("L009", msg("this calendar has no working time: windows are missing"), "windows")
    calendar = Calendar(
        name=reading.name(),
        zone=reading.zone(zone),
        title=reading.words(source.tree.get("title"), text_of(source.tree.get("calendar"))),
        windows=week,
        days=_special_days(reading, week),
        cut_off=reading.time_of_day("cut_off"),
        late_from=reading.time_of_day("late_from"),
        arrivals=next((each for each in ARRIVALS if each == reading.word("arrivals", ARRIVALS)), ARRIVALS[0]),
        source=reading.text("source"),
        verified_from=reading.optional_day("verified_from"),
        verified_until=reading.optional_day("verified_until"),
        provisional_from=reading.optional_day("provisional_from"),
    )
    return calendar, reading.findings


def _special_days(reading: _Reading, week: Week) -> dict[date, Day]:
    ignored = reading.word("ignore_make_up_days", ("no", "yes")) == "yes"
    found: dict[date, Day] = {}
    for key in _KINDS:
        for text, value in reading.mapping(key).items():
            day = reading.day(text, key, text)
            if day is None:
                continue
            if day in found:
                reading.fault("L008", msg("{day} stands here twice", day=text), key, text)
            elif not (ignored and key == "make_up_days"):
                found[day] = _special_day(reading, key, text, value, week)
    return found


def _special_day(reading: _Reading, key: str, text: str, value: Tree, week: Week) -> Day:
    for part in mapping_of(value):
        if part not in _DAY_KEYS:
            reading.unknown(part, _DAY_KEYS, key, text, part)
    name = reading.words(value, text)
    if key == "holidays":
        return Day("holiday", name)
    given = mapping_of(value).get("windows")
    if given is not None and not list_of(given):
        reading.fault("L005", msg("windows are missing here"), key, text, "windows")
    windows = reading.windows(given, (key, text, "windows")) if given is not None else ()
    if key == "make_up_days":
        return Day("make_up_day", name, windows or next(filter(None, week), ()))
    if given is None:
        reading.fault("L005", msg("a half day needs windows"), key, text)
    return Day("half_day", name, windows)


def parse_window(text: str) -> Window | None:
    """The window that ``09:00-17:30`` names; None for what names none. 24:00 may end one."""
    match = _WINDOW.fullmatch(text.strip())
    if not match:
        return None
    window = _window(match)
    return window if window and window.start < window.end else None


def _window(match: re.Match[str]) -> Window | None:
    """The two times that were matched, if there are such times; the second may come before the first."""
    hour, minute, end_hour, end_minute = map(int, match.groups())
    window = Window(hour * 60 + minute, end_hour * 60 + end_minute)
    return window if max(minute, end_minute) < 60 and max(window) <= MINUTES else None


def window_fault(text: str) -> Message:
    """Why a text names no window."""
    match = _WINDOW.fullmatch(text.strip())
    window = _window(match) if match else None
    if window is None or window.end == window.start:
        return msg("{text} is no span of time; write it like 09:00-17:30", text=text or "?")
    parts = [Window(window.start, MINUTES), *([Window(0, window.end)] if window.end else [])]
    return msg(
        "{text} ends before it starts; over midnight, write {windows}, the second one with the next day",
        text=text,
        windows=[window_text(each) for each in parts],
    )


def window_text(window: Window) -> str:
    """A window as it is written."""
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in window)
