"""The calendars that the package ships: sound, complete, and held against what others know of the same days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.time.calendar import Calendar
from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.durations import Duration
from tests.days_off import SAT, weekdays_off

FILES = shipped.calendars()
COUNTRIES = sorted(set(FILES) - {"24x7", "every-day", "mon-fri"})


@cache
def calendar(name: str) -> Calendar:
    source = YamlDocuments().read(f"calendars/{name}.yaml", FILES[name])
    found, findings = read_calendar(source, ZoneInfo("UTC"))
    assert findings == []
    return found


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]


def test_the_calendars_that_are_promised_are_there() -> None:
    states = {f"australia-{state}" for state in ("nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt")}
    assert set(FILES) == states | {
        "24x7", "every-day", "mon-fri", "cn", "cn-finance", "england", "scotland", "northern-ireland", "ireland",
        "us-federal", "canada",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_calendar_is_sound_and_has_a_title_in_both_languages(name: str) -> None:
    found = calendar(name)
    assert dict(found.title.by_language).keys() == {"en", "zh"}


@pytest.mark.parametrize("name", COUNTRIES)
def test_every_country_says_where_its_days_are_from_and_how_far_they_hold(name: str) -> None:
    found = calendar(name)
    assert found.source.startswith("holidays ")
    assert found.verified_from == date(2024, 1, 1)
    assert found.verified_until in (date(2026, 12, 31), date(2027, 12, 31))
    assert {day.year for day in found.days} == {2024, 2025, 2026, 2027}
    assert not found.is_working_day(date(2026, 1, 1))


@pytest.mark.parametrize("name", COUNTRIES)
def test_every_day_has_a_name_in_english_and_in_chinese(name: str) -> None:
    for day, special in calendar(name).days.items():
        texts = dict(special.name.by_language)
        assert texts.keys() == {"en", "zh"}, day
        assert texts["en"].isascii(), day
        assert any("\u4e00" <= each <= "\u9fff" for each in texts["zh"]), day


def test_english_is_the_countrys_own() -> None:
    assert str(calendar("australia-nsw").name_of(date(2026, 10, 5))) == "Labour Day"
    assert str(calendar("us-federal").name_of(date(2026, 9, 7))) == "Labor Day"


@pytest.mark.parametrize("name", sorted(set(COUNTRIES) - {"cn", "cn-finance"}))
@pytest.mark.parametrize("year", [2024, 2025, 2026, 2027])
def test_weekdays_off_are_those_that_the_laws_rules_give(name: str, year: int) -> None:
    """Calculated from the rules of each country (first Mondays, Easter, substitute days), without the source."""
    found = {day for day in days_of(year) if day.weekday() < SAT and not calendar(name).is_working_day(day)}
    assert found == weekdays_off(name, year)


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_china_agrees_with_another_source_on_every_day(year: int) -> None:
    """Holidays and make-up weekends; the two packages are kept by different people."""
    found = calendar("cn")
    assert [day for day in days_of(year) if found.is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_chinas_unannounced_year_is_provisional() -> None:
    """The State Council announces a year's days in the November before it."""
    assert calendar("cn").is_provisional(date(2027, 1, 1))
    assert not calendar("cn").is_provisional(date(2026, 12, 31))


def test_chinas_financial_sector_rests_on_make_up_weekends() -> None:
    saturday = date(2026, 2, 14)
    assert calendar("cn").is_working_day(saturday)
    assert not calendar("cn-finance").is_working_day(saturday)
    assert [day for day in days_of(2026) if calendar("cn-finance").is_working_day(day) and day.weekday() >= 5] == []


@pytest.mark.parametrize(
    ("name", "closed", "open_"),
    [
        ("england", "2026-12-28", "2026-11-30"),
        ("scotland", "2026-11-30", "2026-04-06"),
        ("northern-ireland", "2026-03-17", "2026-08-03"),
        ("ireland", "2026-10-26", "2026-12-28"),
        ("us-federal", "2026-07-03", "2026-12-28"),
        ("canada", "2026-09-30", "2026-07-03"),
        ("australia-vic", "2026-11-03", "2026-08-12"),
        ("australia-qld", "2026-08-12", "2026-11-03"),
    ],
)
def test_days_that_distinguish_neighbours(name: str, closed: str, open_: str) -> None:
    assert not calendar(name).is_working_day(date.fromisoformat(closed))
    assert calendar(name).is_working_day(date.fromisoformat(open_))


@pytest.mark.parametrize(
    ("name", "start", "days", "last"),
    [
        # Sun 20 Dec: 21-24 (4), 25 and 28 holidays, 29-31 (7), 1 Jan, 4-6 Jan (10)
        ("england", "2026-12-20T16:40", 10, "2027-01-06"),
        # Thu 2 Apr 2026: Good Friday, weekend, Easter Monday, Tue-Thu (3)
        ("england", "2026-04-02T10:00", 3, "2026-04-09"),
        # Scotland works on Easter Monday
        ("scotland", "2026-04-02T10:00", 3, "2026-04-08"),
        # Fri 13 Feb: Sat 14 is worked (1), Sun, 16-23 closed, Tue 24 (2), Wed 25 (3)
        ("cn", "2026-02-13T01:00", 3, "2026-02-25"),
        ("cn-finance", "2026-02-13T01:00", 3, "2026-02-26"),
    ],
)
def test_working_days_over_the_great_holidays(name: str, start: str, days: int, last: str) -> None:
    due = calendar(name).after(datetime.fromisoformat(start).replace(tzinfo=UTC), Duration(days, "wd"))
    assert due.date().isoformat() == last
