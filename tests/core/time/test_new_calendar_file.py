"""New calendar files: what is written reads the same again, and hours are understood as people type them."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.time.calendar import ALWAYS, OFFICE_HOURS, Calendar
from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.new_calendar_file import (
    CountryDays,
    NewCalendar,
    as_known_in,
    calendar_text,
    parse_week,
    usual_week,
)
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText, UsageError

names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), min_size=1
).filter(lambda text: text.strip() == text)


def read(text: str) -> Calendar:
    source = YamlDocuments().read("calendars/desk.yaml", text.encode())
    calendar, findings = read_calendar(source, ZoneInfo("UTC"))
    assert findings == []
    return calendar


@given(names, names, names)
def test_names_survive_whatever_is_in_them(english: str, chinese: str, source: str) -> None:
    words = LocalizedText((("en", english), ("zh", chinese)))
    days = CountryDays(source, date(2027, 12, 31), {date(2026, 1, 1): words})
    calendar = read(calendar_text(NewCalendar("desk", words, "", OFFICE_HOURS), days))
    assert calendar.title == calendar.name_of(date(2026, 1, 1)) == words
    assert calendar.source == source


def test_everything_that_was_planned_and_frozen_is_read_again() -> None:
    days = CountryDays("a source", date(2027, 12, 31), {date(2026, 1, 1): LocalizedText.of("New Year")},
                (date(2026, 1, 4),), date(2027, 1, 1), since=date(2026, 1, 1))  # fmt: skip
    plan = NewCalendar("desk", LocalizedText.of("Desk"), "Asia/Shanghai", ALWAYS)
    calendar = read(calendar_text(plan, days))
    assert (calendar.zone, calendar.windows) == (ZoneInfo("Asia/Shanghai"), ALWAYS)
    assert (calendar.verified_until, calendar.provisional_from) == (date(2026, 12, 31), date(2027, 1, 1))
    assert calendar.verified_from == date(2026, 1, 1)
    assert not calendar.is_working_day(date(2026, 1, 1))
    assert calendar.days[date(2026, 1, 4)].kind == "make_up_day"
    ignoring = read(
        calendar_text(NewCalendar("desk", LocalizedText.of("Desk"), "", OFFICE_HOURS, ignore_make_up_days=True), days)
    )
    assert not ignoring.is_working_day(date(2026, 1, 4))


def test_without_days_nothing_needs_to_be_verified() -> None:
    calendar = read(calendar_text(NewCalendar("desk", LocalizedText.of("Desk"), "", OFFICE_HOURS)))
    assert (calendar.days, calendar.verified_until, calendar.source) == ({}, None, "")


def test_hours_as_people_type_them() -> None:
    week = parse_week("mon-fri 09:00-12:30,13:30-17:30; Sat 10:00-14:00;")
    assert week[0] == week[4] == (Window(540, 750), Window(810, 1050))
    assert week[5:] == ((Window(600, 840),), ())
    assert parse_week("mon-sun 00:00-24:00") == ALWAYS
    lunch = (Window(540, 720), Window(780, 1020))
    assert parse_week("mon-tue, fri 9:00-12:00 , 13:00-17:00")[:5] == (lunch, lunch, (), (), lunch)
    assert parse_week("mon-fri 09:00-17:30") == usual_week(frozenset((5, 6))) == OFFICE_HOURS


@pytest.mark.parametrize(
    "text",
    ["mon", "mon 9-5", "mon-xyz 09:00-10:00", "fri-mon 09:00-10:00", "mon 09:00-12:00,11:00-13:00", "09:00-10:00",
     "mon 09:00-10:00,", "mon 10:00-09:00"],
)  # fmt: skip
def test_hours_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not working time"):
        parse_week(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("mon 9-5", "9-5 is not a span of time; write it like 09:00-17:30"),
        ("mon 11:00-13:00,09:00-12:00", "09:00-12:00 and 11:00-13:00 overlap"),
        ("mon-fry 09:00-10:00", "fry is unknown here; did you mean fri?"),
        ("sat-mon 09:00-10:00", "mon comes before sat"),
    ],
)
def test_a_refusal_says_why(text: str, why: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_week(text)
    assert [str(each) for each in refusal.value.problems] == [why]


@pytest.mark.parametrize(("zones", "zone"), [((), ""), (("A/B",), "A/B"), (("A/B", "UTC"), "UTC"), (("UTC",), "UTC")])
def test_a_countrys_zone_is_taken_and_of_several_the_casebooks(zones: tuple[str, ...], zone: str) -> None:
    assert CountryDays("s", date(2027, 12, 31), zones=zones).zone("UTC") == zone


def test_of_several_zones_none_of_which_is_the_casebooks_nobody_guesses() -> None:
    with pytest.raises(UsageError) as refusal:
        CountryDays("s", date(2027, 12, 31), zones=("A/B", "C/D")).zone("UTC")
    assert "A/B, C/D" in str(refusal.value.hint)


def test_no_source_knows_more_than_the_year_to_come() -> None:
    """Later days are provisional, whatever the source says about them."""
    day = date(2041, 12, 31)
    assert as_known_in(CountryDays("s", day, since=date(2024, 1, 1)), 2026).provisional_from == date(2028, 1, 1)
    assert as_known_in(CountryDays("s", day, since=date(2040, 1, 1)), 2026).provisional_from == date(2040, 1, 1)
    assert as_known_in(CountryDays("s", day, provisional_from=date(2027, 1, 1)), 2026).provisional_from == date(
        2027, 1, 1
    )
    assert as_known_in(CountryDays("s", date(2027, 12, 31)), 2026).provisional_from is None
