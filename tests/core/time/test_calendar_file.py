"""Reading calendar files: the content of a valid one, and every problem with its place and code."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from casectl.core.time.calendar_file import CODES, parse_window, window_fault, window_text
from casectl.core.time.timeline import Window
from tests.core.time.calendar_texts import HOURS, SOUND, read


def test_a_sound_file_says_everything() -> None:
    calendar, findings = read(SOUND)
    assert findings == []
    assert (calendar.name, calendar.zone, calendar.title.within("zh")) == ("cn", ZoneInfo("Asia/Shanghai"), "中国")
    assert calendar.windows[:3] == ((Window(540, 750), Window(810, 1050)), (Window(540, 750),), ())
    assert calendar.cut_off == time(17)
    assert calendar.arrivals == "next_opening"
    assert calendar.source == "the notice"
    assert (calendar.verified_until, calendar.provisional_from) == (date(2026, 12, 31), date(2027, 1, 1))
    names = {day.isoformat(): str(special.name) for day, special in calendar.days.items()}
    assert names == {"2026-10-01": "National Day", "2026-10-02": "the day after", "2026-09-30": "Eve",
                     "2026-09-26": "Worked", "2026-09-27": "Late shift"}  # fmt: skip


def test_a_make_up_day_is_worked_like_the_first_working_weekday() -> None:
    calendar, _ = read(SOUND)
    assert calendar.windows_on(date(2026, 9, 26)) == calendar.windows[0]
    assert calendar.windows_on(date(2026, 9, 27)) == (Window(720, 1440),)
    assert calendar.windows_on(date(2026, 9, 30)) == (Window(540, 720),)


def test_a_desk_may_ignore_make_up_days() -> None:
    """China's financial sector does."""
    calendar, findings = read(SOUND.replace("cut_off", "ignore_make_up_days: yes\ncut_off"))
    assert findings == []
    assert not calendar.is_working_day(date(2026, 9, 26))


def test_without_a_zone_the_casebooks_counts() -> None:
    assert read("calendar: cn\nwindows: {mon: 09:00-17:30}\n")[0].zone == ZoneInfo("UTC")


FAULTY = [
    (HOURS + "weekdays: [mon]\n", "L001", 3),
    (HOURS + "holiday: {}\n", "L001", 3),
    ("calendar: cn\nwindows:\n  mon: 09:00-17:30\n  Tue: 09:00-17:30\n", "L001", 4),
    (HOURS + "half_days:\n  2026-01-02: {windows: [09:00-12:00], fr: Noel}\n", "L001", 4),
    ("windows: {mon: 09:00-17:30}\n", "L002", 0),
    ("calendar: ccn\nwindows: {mon: 09:00-17:30}\n", "L002", 1),
    (HOURS + "holidays: [2026-01-01]\n", "L003", 3),
    (HOURS + "source: [a]\n", "L003", 3),
    (HOURS + "arrivals: tomorrow\n", "L003", 3),
    (HOURS + "ignore_make_up_days: maybe\n", "L003", 3),
    (HOURS + "cut_off: five\n", "L003", 3),
    ("calendar: cn\nwindows: [mon]\n", "L003", 2),
    ("calendar: cn\nwindows: {mon: {from: 9}}\n", "L003", 2),
    (HOURS + "zone: Mars/Olympus\n", "L004", 3),
    ("calendar: cn\nwindows:\n  mon:\n    - 17:30-09:00\n", "L005", 4),
    ("calendar: cn\nwindows:\n  mon:\n    - 09:00-09:00\n", "L005", 4),
    ("calendar: cn\nwindows:\n  mon:\n    - 09:00-24:01\n", "L005", 4),
    ("calendar: cn\nwindows:\n  mon:\n    - 9-5\n", "L005", 4),
    ("calendar: cn\nwindows:\n  mon:\n    - 09:60-10:00\n", "L005", 4),
    (HOURS + "half_days:\n  2026-01-02: Eve\n", "L005", 4),
    (HOURS + "make_up_days:\n  2026-01-03: {windows: []}\n", "L005", 4),
    ("calendar: cn\nwindows:\n  mon: [09:00-12:00, 11:00-17:00]\n", "L006", 3),
    (HOURS + "holidays:\n  2026-02-30: none\n", "L007", 4),
    (HOURS + "holidays:\n  20260201: none\n", "L007", 4),
    (HOURS + "verified_until: soon\n", "L007", 3),
    (HOURS + "holidays:\n  2026-02-01: a\nmake_up_days:\n  2026-02-01: b\n", "L008", 6),
    ("calendar: cn\nholidays: {}\n", "L009", 0),
    ("calendar: cn\nwindows: {}\n", "L009", 2),
    ("calendar: cn\nwindows: {mon: []}\n", "L009", 2),
]


@pytest.mark.parametrize(("text", "code", "line"), FAULTY)
def test_each_fault_is_named_at_its_place(text: str, code: str, line: int) -> None:
    _, findings = read(text)
    assert [(each.code, each.place.line) for each in findings] == [(code, line)]


def test_every_code_has_an_example() -> None:
    assert {code for _, code, _ in FAULTY} == set(CODES)


def test_all_faults_are_named_at_once() -> None:
    text = "calendar: other\nzone: Nowhere\nwindows:\n  mon: [18:00-09:00]\n  xyz: []\ncut_off: 25:00\nholiday: {}\n"
    _, findings = read(text)
    assert sorted(each.code for each in findings) == ["L001", "L001", "L002", "L003", "L004", "L005"]


@pytest.mark.parametrize("text", ["00:00-24:00", "09:00 - 17:30", "09:00–17:30", " 23:59-24:00 ", "9:00-17:30"])
def test_windows_as_people_write_them(text: str) -> None:
    window = parse_window(text)
    assert window
    assert parse_window(window_text(window)) == window


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("22:00-06:00", "22:00-06:00 ends before it starts; for hours past midnight, write 22:00-24:00, 00:00-06:00,"),
        ("22:00-00:00", "22:00-00:00 ends before it starts; for hours past midnight, write 22:00-24:00"),
        ("09:00-09:00", "09:00-09:00 is not a span of time"),
        ("09:00-25:00", "09:00-25:00 is not a span of time; write it like"),
        ("9-5", "9-5 is not a span of time; write it like"),
        ("", "? is not a span of time"),
    ],
)
def test_what_is_not_a_window_is_refused_with_the_reason(text: str, says: str) -> None:
    assert str(window_fault(text)).startswith(says)
