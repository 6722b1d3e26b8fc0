"""Reading calendars/<name>.yaml: its keys, and the calendar with everything wrong at once, each with place and code.

What is wrong is left out of the calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, tzinfo
from itertools import pairwise
from pathlib import PurePosixPath

from casectl.core.time.calendar import ARRIVALS, WEEKDAYS, Calendar, Day, Week
from casectl.core.time.timeline import MINUTES, Window
from casectl.core.values.messages import Finding, LocalizedText, Message, msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import FileKind, Key, ReaderCodes, SettingsReader
from casectl.core.values.tree import Source

PARTS: dict[str, tuple[Key, ...]] = {
    "calendar": (
        Key("calendar", msg("the calendar's name, which is also the file's"), needed=True),
        Key("title", msg("the title people see: a text, or one per language {example}", example="{en: …, zh: …}")),
        Key("zone", msg("its time zone, such as Europe/London; by default the casebook's")),
        Key("windows", msg("working time by weekday: mon: [09:00-12:30, 13:30-17:30]; a weekday left out is closed")),
        Key("holidays", msg("days that are closed, each with its name: 2026-12-25: Christmas Day")),
        Key("half_days", msg("days with working hours of their own, each with a name (or en and zh) and windows")),
        Key(
            "make_up_days",
            msg(
                "days off that are worked in exchange for others; without windows, with the hours of the first"
                " working weekday"
            ),
        ),
        Key("ignore_make_up_days", msg("yes: this desk does not work on make-up days")),
        Key(
            "cut_off",
            msg("what comes in later than this counts from the next opening; by default the close of the day"),
        ),
        Key(
            "late_from",
            msg("what comes in later than that counts from this time of the next working day, such as 08:30"),
        ),
        Key(
            "arrivals",
            msg(
                "how to count what comes in after hours or on closed days: as_received (the default), next_opening,"
                " or same_time (on a closed day: as if at that time of the next working day)"
            ),
        ),
        Key("source", msg("the source of the days")),
        Key("verified_from", msg("the first day that was verified; days before it are provisional")),
        Key("verified_until", msg("the last day that was verified")),
        Key("provisional_from", msg("the first day that is only an estimate")),
    ),
    "day": (
        Key("name", msg("what the day is called, the same in every language")),
        Key("en", msg("what the day is called in English")),
        Key("zh", msg("what the day is called in Chinese")),
        Key("windows", msg("the working time of that day, as windows of a weekday are given")),
    ),
}
"""The keys of a calendar file and of its special days."""

CODES: dict[str, Message] = {
    "L001": msg("a key that is not allowed in that place"),
    "L002": msg("the name is missing, or is not the file's"),
    "L003": msg("a value of the wrong form, or an unknown word"),
    "L004": msg("a time zone that does not exist"),
    "L005": msg("an invalid window, or one that ends before it starts"),
    "L006": msg("windows that overlap"),
    "L007": msg("a day that does not exist"),
    "L008": msg("a day that is listed twice"),
    "L009": msg("a calendar without working time"),
}
"""What each code means."""

CALENDAR_FILE = FileKind(
    PARTS,
    ReaderCodes(key="L001", missing="L002", shape="L003", name="L002", word="L003", zone="L004", day="L007"),
)
_WINDOW = regex(r"(\d?\d):(\d\d)\s*[-–]\s*(\d?\d):(\d\d)", re.ASCII)
_KINDS = {"holidays": "holiday", "half_days": "half_day", "make_up_days": "make_up_day"}


def read_calendar(source: Source, zone: tzinfo) -> tuple[Calendar, list[Finding]]:
    """The calendar in a file, and what is wrong with it; `zone` is the casebook's, for a calendar that names none."""
    reader, top = SettingsReader(CALENDAR_FILE), Node.of(source)
    part = reader.part(top, "calendar")
    week = _week(reader, part.get("windows"), top)
    stem = PurePosixPath(source.file).stem
    name = reader.text(part.get("calendar"))
    if name and name != stem:
        what = msg("calendar {name} is in the file of {file}", name=name, file=stem)
        reader.report(part["calendar"], "L002", what)
    calendar = Calendar(
        name=name or stem,
        zone=reader.zone(part.get("zone"), zone),
        title=reader.words(part.get("title"), name),
        windows=week,
        days=_special_days(reader, part, week),
        cut_off=_time_of_day(reader, part.get("cut_off")),
        late_from=_time_of_day(reader, part.get("late_from")),
        arrivals=reader.word(part.get("arrivals"), ARRIVALS, ARRIVALS[0]),
        source=reader.text(part.get("source")),
        verified_from=reader.day(part.get("verified_from")),
        verified_until=reader.day(part.get("verified_until")),
        provisional_from=reader.day(part.get("provisional_from")),
    )
    return calendar, reader.findings


def _week(reader: SettingsReader, node: Node | None, top: Node) -> Week:
    """The windows of each weekday. A file without any is reported once."""
    so_far = len(reader.findings)
    week: list[tuple[Window, ...]] = [()] * len(WEEKDAYS)
    for weekday, value in reader.mapping(node).items():
        if weekday in WEEKDAYS:
            week[WEEKDAYS.index(weekday)] = _windows(reader, value)
        else:
            reader.unknown(value, "L001", weekday, WEEKDAYS)
    if not any(week) and len(reader.findings) == so_far:
        reader.report(node or top, "L009", msg("this calendar has no working hours: none are given under windows"))
    return tuple(week)


def _windows(reader: SettingsReader, node: Node) -> tuple[Window, ...]:
    """The windows in their order; none where two overlap."""
    found = sorted(_each_window(reader, reader.items(node)))
    for first, second in pairwise(found):
        if second.start < first.end:
            what = msg("{first} and {second} overlap", first=window_text(first), second=window_text(second))
            reader.report(node, "L006", what)
            return ()
    return tuple(found)


def _each_window(reader: SettingsReader, nodes: Iterable[Node]) -> Iterator[Window]:
    for each in nodes:
        window = parse_window(each.text)
        if window:
            yield window
        else:
            reader.report(each, "L005", window_fault(each.text))


def _time_of_day(reader: SettingsReader, node: Node | None) -> time | None:
    text = reader.text(node)
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        if node:
            reader.report(node, "L003", msg("{text} is not a time of day; write it like 17:00", text=text))
        return None


def _special_days(reader: SettingsReader, part: Mapping[str, Node], week: Week) -> dict[date, Day]:
    ignored = reader.yes(part.get("ignore_make_up_days"))
    found: dict[date, Day] = {}
    for key in _KINDS:
        for text, node in reader.mapping(part.get(key)).items():
            day = reader.day_of(node, text)
            if day is None:
                continue
            if day in found:
                reader.report(node, "L008", msg("{word} is listed twice", word=text))
            elif not (ignored and key == "make_up_days"):
                found[day] = _special_day(reader, key, text, node, week)
    return found


def _special_day(reader: SettingsReader, key: str, text: str, node: Node, week: Week) -> Day:
    part = reader.part(node, "day") if node.mapping else {}
    name = _day_name(reader, node, part, text)
    if key == "holidays":
        return Day("holiday", name)
    given = part.get("windows")
    if given and not given.items:
        reader.report(given, "L005", msg("the working hours of this day are missing: windows is empty"))
    windows = _windows(reader, given) if given else ()
    if key == "make_up_days":
        return Day("make_up_day", name, windows or next(filter(None, week), ()))
    if given is None:
        reader.report(node, "L005", msg("a half day needs its working hours under windows"))
    return Day("half_day", name, windows)


def _day_name(reader: SettingsReader, node: Node, part: Mapping[str, Node], text: str) -> LocalizedText:
    """What the day is called: one text, or one per language beside its windows; `text`, the day itself, if nothing."""
    if not part:
        return LocalizedText.of(node.text or text)
    languages = {key: each for key, each in part.items() if key in ("en", "zh")}
    return reader.words(node.holding(languages), text) if languages else reader.words(part.get("name"), text)


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
        return msg("{text} is not a span of time; write it like 09:00-17:30", text=text or "?")
    parts = [Window(window.start, MINUTES), *([Window(0, window.end)] if window.end else [])]
    return msg(
        "{text} ends before it starts; for hours past midnight, write {windows}, and put the second one under"
        " the next day",
        text=text,
        windows=[window_text(each) for each in parts],
    )


def window_text(window: Window) -> str:
    """A window as it is written."""
    return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in window)
