"""Views of calendars: one calendar, the list, and the calculation of a duration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta, tzinfo

from casectl.core.time.calendar import WEEKDAYS, Calendar
from casectl.core.time.calendar_file import window_text
from casectl.core.time.counted_steps import CountedDuration
from casectl.core.time.durations import Duration, in_words, span
from casectl.core.time.instants import elapsed, format_instant, to_seconds
from casectl.core.time.segments import DaySpan, Segment
from casectl.core.time.timeline import Window
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.pages import aligned_lines, day_stamp, stamp, weekdays
from casectl.render.text.terminal import pad, visible, width
from casectl.render.view import Cells, Column, Row, View, table
from casectl.render.views.values import text_or_none, titled, translated

_STEPS = 60
"""The most steps of a calculation that are shown to people."""

_ARRIVALS = {
    "as_received": msg("count from the time of receipt, also after hours"),
    "next_opening": msg("after hours they count from the next opening"),
    "same_time": msg("on closed days they count as received at that time of the next working day"),
}

_KINDS = {"holiday": msg("day off"), "half_day": msg("half day"), "make_up_day": msg("worked")}


def calendar(shown: Calendar, year: int | None) -> View:
    """`calendar show`: a row for each day that differs from its weekday; for people, preceded by the working hours."""
    columns = (
        Column("day", _("Day"), keep=True), Column("weekday", _("Weekday")), Column("kind", _("Kind")),
        Column("name", _("Name")), Column("windows", _("Windows")), Column("provisional", _("Provisional")),
    )  # fmt: skip
    days = sorted(day for day in shown.days if year in (None, day.year))
    rows = [_day_row(shown, day) for day in days]
    return View("calendar", columns, rows, page="\n".join(_page(shown, days, year)))


def _day_row(shown: Calendar, day: date) -> Row:
    special = shown.days[day]
    return {
        "day": day.isoformat(),
        "weekday": WEEKDAYS[day.weekday()],
        "kind": special.kind,
        "name": translated(special.name),
        "windows": [window_text(window) for window in special.windows],
        "provisional": shown.is_provisional(day),
    }


def _page(shown: Calendar, days: list[date], year: int | None) -> Iterator[str]:
    pairs = [
        (_("Calendar"), titled(shown.title, shown.name)),
        (_("Zone"), str(shown.zone)),
        *((name, _windows(windows)) for name, windows in zip(weekdays(), shown.windows, strict=True)),
        (_("Cut-off"), f"{shown.cut_off:%H:%M}" if shown.cut_off else ""),
        (_("After-hours arrivals"), translate(_ARRIVALS[shown.arrivals])),
        (_("Source"), shown.source),
        (_("Verified from"), _day(shown.verified_from)),
        (_("Verified until"), _day(shown.verified_until)),
        (_("Provisional from"), _day(shown.provisional_from)),
    ]
    if year:
        count = shown.working_days(date(year - 1, 12, 31), date(year, 12, 31))
        guessed = any(map(shown.is_provisional, (date(year, 1, 1), date(year, 12, 31))))
        pairs.append(
            (_("Working days"), translate(msg("{count} in {year}", count=count, year=str(year))) + _mark(guessed))
        )
    pairs = [(name, text) for name, text in pairs if text]
    widest = max(width(name) for name, _text in pairs)
    yield from (f"{pad(name, widest)}  {visible(text)}" for name, text in pairs)
    yield from ([""] if days else [])
    for day in days:
        special = shown.days[day]
        kind = pad(translate(_KINDS[special.kind]), 10)
        windows = f"  {_windows(special.windows)}" if special.windows else ""
        yield f"{day_stamp(day)}  {kind}{visible(translate(special.name))}{windows}{_mark(shown.is_provisional(day))}"


def _mark(provisional: bool) -> str:
    word = _("provisional")
    return f"  ({word})" if provisional else ""


def _windows(windows: Sequence[Window]) -> str:
    return ", ".join(window_text(window) for window in windows)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def calendar_list(found: Sequence[Calendar], chosen: str, unreadable: Sequence[tuple[str, Message]]) -> View:
    """`calendar list`: a row for each calendar; `chosen` is the casebook's default."""
    cells: Cells[Calendar] = {
        Column("name", _("Name")): lambda each: each.name,
        Column("title", _("Title")): lambda each: translated(each.title),
        Column("zone", _("Zone")): lambda each: str(each.zone),
        Column("days", _("Days"), "right", spare=True): lambda each: len(each.days),
        Column("verified_until", _("Verified until"), keep=True): lambda each: text_or_none(_day(each.verified_until)),
        Column("provisional_from", _("Provisional from"), keep=True): lambda each: text_or_none(
            _day(each.provisional_from)
        ),
        Column("default", _("Casebook default")): lambda each: each.name == chosen,
    }
    return View("calendars", *table(found, cells), unreadable=unreadable)


def counted_duration(found: CountedDuration) -> View:
    """`when`: one row; for people, also each step of the calculation."""
    columns = (
        Column("due", _("Due"), keep=True), Column("length", _("Length")), Column("from", _("Start")),
        Column("calendar", _("Calendar")), Column("provisional", _("Provisional")),
        Column("counted_from", _("Counted from"), detail=True), Column("steps", _("Steps"), detail=True),
    )  # fmt: skip
    zone = found.calendar.zone
    row: Row = {
        "due": format_instant(found.due, zone),
        "length": str(found.length),
        "from": format_instant(found.at, zone),
        "calendar": found.calendar.name,
        "provisional": found.provisional,
        "counted_from": format_instant(found.start, zone),
        "steps": [_step_row(step) for step in found.steps],
    }
    return View("when", columns, [row], page="\n".join(_calculation_page(found)))


def _step_row(step: Segment | DaySpan) -> Row:
    if isinstance(step, DaySpan):
        return {
            "from": step.first.isoformat(), "to": step.last.isoformat(), "counted": step.counted,
            "days": step.days, "why": translated(step.why),
        }  # fmt: skip
    return {
        "from": step.start.isoformat(), "to": step.end.isoformat(), "counted": step.counted,
        "minutes": int(_length(step).total_seconds()) // 60, "why": translated(step.why),
    }  # fmt: skip


def _length(step: Segment) -> timedelta:
    return elapsed(step.start, step.end)


def _calculation_page(found: CountedDuration) -> Iterator[str]:
    zone = found.calendar.zone
    yield f"{stamp(found.due, zone)}  {format_instant(found.due, zone)}"
    yield translate(
        msg("{length} after {start}, in calendar {name}", length=in_words(found.length),
            start=stamp(found.at, zone), name=found.calendar.name)
    )  # fmt: skip
    if to_seconds(found.start) != to_seconds(found.at):
        yield translate(msg("counted as if received at {at}", at=stamp(found.start, zone)))
    if found.provisional:
        yield translate(
            msg("provisional: for dates that far ahead, calendar {name} has only estimates", name=found.calendar.name)
        )
    yield ""
    steps = [_step_line(step, zone) for step in found.steps[:_STEPS]]
    yield from aligned_lines([(_("Start"), _("End"), _("Time counted"), _("Why")), *steps])
    if len(found.steps) > _STEPS:
        yield translate(msg("… and {count} more", count=len(found.steps) - _STEPS))


def _step_line(step: Segment | DaySpan, zone: tzinfo) -> tuple[str, ...]:
    if isinstance(step, DaySpan):
        counted = translate(in_words(Duration(step.days, "wd"))) if step.counted else "-"
        return day_stamp(step.first), day_stamp(step.last), counted, visible(translate(step.why))
    counted = translate(span(_length(step))) if step.counted else "-"
    return stamp(step.start, zone), stamp(step.end, zone), counted, visible(translate(step.why))
