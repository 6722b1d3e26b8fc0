"""Calendars: worked examples of every unit and rule, and the errors that other help desks had."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import pytest

from casectl.core.time.calendar import ALWAYS, OFFICE_HOURS, Calendar, Day
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.instants import plus, to_seconds
from casectl.core.time.timeline import Window
from casectl.core.values.messages import LocalizedText, UsageError
from tests.core.oracle import Oracle

BERLIN, LONDON, SHANGHAI = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/London"), ZoneInfo("Asia/Shanghai")
NAME = LocalizedText.of("a day")
LUNCH = (Window(540, 750), Window(810, 1050))

OFFICE = Calendar(
    "office",
    BERLIN,
    windows=(*[LUNCH] * 5, (), ()),
    days={
        date(2026, 12, 24): Day("half_day", NAME, (Window(540, 720),)),
        date(2026, 12, 25): Day("holiday", NAME),
        date(2026, 12, 19): Day("make_up_day", NAME, LUNCH),
    },
)
"""Monday to Friday 09:00-12:30 and 13:30-17:30; Saturday the 19th is worked, the 24th until noon, the 25th not."""


def after(at: str, length: str, desk: Calendar = OFFICE) -> str:
    start = datetime.fromisoformat(at).replace(tzinfo=desk.zone)
    return desk.after(start, parse_duration(length)).strftime("%Y-%m-%d %H:%M")


def before(at: str, length: str, desk: Calendar = OFFICE) -> str:
    start = datetime.fromisoformat(at).replace(tzinfo=desk.zone)
    return desk.before(start, parse_duration(length)).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("at", "length", "due"),
    [
        # Tue 1 Dec 2026: three and a half hours until lunch, four after it
        ("2026-12-01 09:00", "3wh", "2026-12-01 12:00"),
        ("2026-12-01 09:00", "210wm", "2026-12-01 12:30"),
        ("2026-12-01 09:00", "211wm", "2026-12-01 13:31"),
        ("2026-12-01 12:45", "1wh", "2026-12-01 14:30"),
        ("2026-12-01 17:00", "1wh", "2026-12-02 09:30"),
        ("2026-12-01 20:00", "1wh", "2026-12-02 10:00"),
        # Fri 18 Dec: half an hour, then Saturday the 19th, which is worked
        ("2026-12-18 17:00", "1wh", "2026-12-19 09:30"),
        # Thu 24 Dec closes at noon, Fri 25 is a holiday, then the weekend
        ("2026-12-24 11:00", "2wh", "2026-12-28 10:00"),
        ("2026-12-01 10:00", "1wd", "2026-12-02 10:00"),
        ("2026-12-01 08:00", "1wd", "2026-12-02 09:00"),
        ("2026-12-01 13:00", "1wd", "2026-12-02 13:30"),
        ("2026-12-01 20:00", "1wd", "2026-12-02 17:30"),
        ("2026-12-06 10:00", "1wd", "2026-12-07 17:30"),  # from a Sunday the whole of Monday is given
        ("2026-12-18 10:00", "1wd", "2026-12-19 10:00"),
        ("2026-12-23 15:00", "1wd", "2026-12-24 12:00"),
        ("2026-12-23 15:00", "2wd", "2026-12-28 15:00"),
        ("2026-12-01 10:00", "90m", "2026-12-01 11:30"),
        ("2026-12-04 22:00", "24h", "2026-12-05 22:00"),
        ("2026-12-04 10:00", "3d", "2026-12-07 10:00"),
        ("2026-12-04 10:00", "8w", "2027-01-29 10:00"),
        ("2026-08-31 10:00", "6mo", "2027-02-28 10:00"),
        ("2027-08-31 10:00", "6mo", "2028-02-29 10:00"),
        ("2028-02-29 10:00", "12mo", "2029-02-28 10:00"),
        # Sun 28 Mar 2027: 02:00 to 03:00 is skipped; 31 Oct 2027: 02:00 to 03:00 comes twice
        ("2027-03-27 02:30", "1d", "2027-03-28 03:00"),
        ("2027-03-27 12:00", "24h", "2027-03-28 13:00"),
        ("2027-03-27 12:00", "1d", "2027-03-28 12:00"),
        ("2027-10-30 12:00", "24h", "2027-10-31 11:00"),
        ("2027-10-30 12:00", "1d", "2027-10-31 12:00"),
    ],
)
def test_what_a_duration_comes_to(at: str, length: str, due: str) -> None:
    """Each calculated by hand."""
    assert after(at, length) == due


@pytest.mark.parametrize(
    ("at", "length", "start"),
    [
        ("2026-12-02 09:30", "1wh", "2026-12-01 17:00"),
        ("2026-12-02 10:00", "1wh", "2026-12-02 09:00"),
        ("2026-12-28 10:00", "2wh", "2026-12-24 11:00"),
        ("2026-12-02 20:00", "1wd", "2026-12-01 17:30"),
        ("2026-12-06 10:00", "1wd", "2026-12-04 09:00"),
        ("2026-12-02 13:00", "1wd", "2026-12-01 12:30"),
        ("2027-03-28 13:00", "24h", "2027-03-27 12:00"),
        ("2027-03-31 10:00", "1mo", "2027-02-28 10:00"),
        ("2027-01-31 10:00", "2mo", "2026-11-30 10:00"),
        ("2026-12-08 10:00", "1w", "2026-12-01 10:00"),
    ],
)
def test_what_a_duration_comes_from(at: str, length: str, start: str) -> None:
    assert before(at, length) == start


def test_what_is_done_at_closing_time_is_due_at_closing_time() -> None:
    """GLPI PR 22678: a time that ends with the day was escalated at 00:00."""
    assert after("2026-12-01 09:00", "450wm") == "2026-12-01 17:30"
    assert after("2026-12-01 13:30", "4wh") == "2026-12-01 17:30"
    night = Calendar("night", BERLIN, windows=((Window(1320, 1440),),) * 7)
    assert after("2026-12-01 22:00", "2wh", night) == "2026-12-02 00:00"
    assert after("2026-12-01 22:00", "121wm", night) == "2026-12-02 22:01"


def test_round_the_clock_no_minute_is_lost_at_midnight() -> None:
    """Zammad 3180: a calendar of 24 hours and 7 days lost a minute each midnight."""
    desk = Calendar("24x7", LONDON, windows=ALWAYS)
    start = datetime(2026, 3, 1, 13, 7, 11, tzinfo=UTC)
    for hours in range(1, 24 * 60, 7):
        assert to_seconds(desk.after(start, Duration(hours, "wh"))) == to_seconds(plus(start, timedelta(hours=hours)))
    assert desk.working_time(start, plus(start, timedelta(days=400))) == timedelta(days=400)


@pytest.mark.parametrize("sunday", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_change_of_the_clocks_takes_nothing_from_working_time(sunday: date) -> None:
    """dbt_zendesk 25: minutes of business hours were off by an hour over a clock change."""
    friday = datetime.combine(sunday - timedelta(days=2), time(16), BERLIN)
    monday = datetime.combine(sunday + timedelta(days=1), time(10), BERLIN)
    assert OFFICE.working_time(friday, monday) == timedelta(hours=2, minutes=30)
    assert to_seconds(OFFICE.after(friday, Duration(150, "wm"))) == to_seconds(monday)


@pytest.mark.parametrize("count", range(1, 8))
def test_any_weekdays_make_a_week(count: int) -> None:
    """osTicket 6739: deadlines were wrong unless Monday and Thursday were among the working days."""
    for weekdays in combinations(range(7), count):
        week = tuple((Window(600, 660),) if number in weekdays else () for number in range(7))
        desk = Calendar("some", LONDON, windows=week)
        oracle, start = Oracle(desk), datetime(2026, 6, 3, 10, 20, tzinfo=UTC)
        for length in ("130wm", "3wd"):
            due = desk.after(start, parse_duration(length))
            assert due.timestamp() == 60 * oracle.after(int(start.timestamp()) // 60, parse_duration(length))


def test_an_edge_in_a_gap_moves_to_its_end() -> None:
    """Night work that opens at 02:30 on the day on which 02:00 to 03:00 does not exist opens at 03:00."""
    desk = Calendar("night", BERLIN, windows=((Window(150, 300),),) * 7)
    assert [f"{edge:%H:%M}" for edge in desk.edges_of(date(2027, 3, 28))[0]] == ["03:00", "05:00"]
    assert after("2027-03-28 00:00", "1wh", desk) == "2027-03-28 04:00"
    short = Calendar("night", BERLIN, windows=((Window(120, 180),),) * 7)
    assert short.edges_of(date(2027, 3, 28)) == []
    assert after("2027-03-28 00:00", "30wm", short) == "2027-03-29 02:30"


def test_of_an_edge_that_comes_twice_the_first_counts() -> None:
    desk = Calendar("night", BERLIN, windows=((Window(0, 150), Window(150, 300)),) * 7)
    first, second = desk.edges_of(date(2027, 10, 31))
    assert to_seconds(first[1]) == to_seconds(second[0])
    assert [edge.utcoffset() for edge in second] == [timedelta(hours=2), timedelta(hours=1)]
    midnight = datetime(2027, 10, 31, tzinfo=BERLIN)
    assert desk.working_time(midnight, plus(midnight, timedelta(days=1))) == timedelta(hours=6)


def test_instants_that_compare_wrongly_by_their_wall_clocks_do_not_mislead() -> None:
    """01:30 again is later than 01:45 before it, though Python compares the two as wall clocks."""
    first = datetime(2026, 10, 25, 1, 45, tzinfo=LONDON)
    again = datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LONDON)
    desk = Calendar("24x7", LONDON, windows=ALWAYS)
    assert desk.working_time(first, again) == timedelta(minutes=45)
    assert desk.working_time(again, first) == -timedelta(minutes=45)


@pytest.mark.parametrize(
    ("cut_off", "at", "counts"),
    [
        (None, "2026-12-01 08:00", "2026-12-01 09:00"),
        (None, "2026-12-01 12:45", "2026-12-01 12:45"),
        (None, "2026-12-01 17:30", "2026-12-01 17:30"),
        (None, "2026-12-01 17:31", "2026-12-02 09:00"),
        (None, "2026-12-05 10:00", "2026-12-07 09:00"),
        (None, "2026-12-24 12:01", "2026-12-28 09:00"),
        (time(16), "2026-12-01 16:00", "2026-12-01 16:00"),
        (time(16), "2026-12-01 16:01", "2026-12-02 09:00"),
        (time(20), "2026-12-01 19:00", "2026-12-01 19:00"),
        (time(16), "2026-12-24 13:00", "2026-12-28 09:00"),
    ],
)
def test_what_comes_in_late_counts_from_the_next_opening(cut_off: time | None, at: str, counts: str) -> None:
    desk = Calendar("desk", BERLIN, windows=OFFICE.windows, days=OFFICE.days, cut_off=cut_off, arrivals="next_opening")
    start = datetime.fromisoformat(at).replace(tzinfo=BERLIN)
    assert f"{desk.arrival(start):%Y-%m-%d %H:%M}" == counts
    assert to_seconds(desk.with_arrivals("as_received").arrival(start)) == to_seconds(start)
    assert to_seconds(OFFICE.arrival(start)) == to_seconds(start)


def test_the_ends_of_days() -> None:
    """In the calendar's zone, to the last second that still belongs to the day."""
    assert OFFICE.end_of(date(2026, 12, 1)).isoformat() == "2026-12-01T23:59:59+01:00"
    assert OFFICE.close_of(date(2026, 12, 1)).isoformat() == "2026-12-01T17:30:00+01:00"
    assert OFFICE.close_of(date(2026, 12, 24)).isoformat() == "2026-12-24T12:00:00+01:00"
    assert OFFICE.close_of(date(2026, 12, 27)).isoformat() == "2026-12-24T12:00:00+01:00"
    assert OFFICE.opening_of(date(2026, 12, 27)).isoformat() == "2026-12-27T00:00:00+01:00"
    always = Calendar("24x7", SHANGHAI, windows=ALWAYS)
    assert always.close_of(date(2026, 12, 1)).isoformat() == "2026-12-01T23:59:59+08:00"


def test_the_day_of_receipt_is_day_0_or_day_1() -> None:
    friday, saturday, sunday = date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 6)
    assert OFFICE.nth_working_day(friday, 3) == date(2026, 12, 9)
    assert OFFICE.nth_working_day(friday, 3, zero=False) == date(2026, 12, 8)
    assert OFFICE.nth_working_day(saturday, 1, zero=False) == date(2026, 12, 7)
    assert OFFICE.nth_working_day(saturday, 0) == saturday
    assert OFFICE.working_days(friday, date(2026, 12, 9)) == 3
    assert OFFICE.working_days(saturday, sunday) == 0
    assert OFFICE.working_days(datetime(2026, 12, 4, 23, 30, tzinfo=UTC), date(2026, 12, 7)) == 1


def test_names_and_kinds_of_days() -> None:
    assert OFFICE.name_of(date(2026, 12, 25)) == NAME
    assert OFFICE.name_of(date(2026, 12, 1)) is None
    assert OFFICE.is_working_day(date(2026, 12, 19))
    assert not OFFICE.is_working_day(date(2026, 12, 20))


def test_what_is_only_guessed_is_provisional() -> None:
    """From the day in the calendar's own zone."""
    until = Calendar("cn", SHANGHAI, verified_until=date(2026, 12, 31))
    assert not until.is_provisional(datetime(2026, 12, 31, 15, 59, tzinfo=UTC))
    assert until.is_provisional(datetime(2026, 12, 31, 16, 0, tzinfo=UTC))
    guessed = Calendar("cn", SHANGHAI, provisional_from=date(2027, 1, 1))
    assert guessed.is_provisional(date(2027, 1, 1))
    assert not guessed.is_provisional(date(2026, 12, 31))
    since = Calendar("cn", SHANGHAI, verified_from=date(2024, 1, 1))
    assert since.is_provisional(date(2023, 12, 31))
    assert not since.is_provisional(date(2024, 1, 1))
    assert not Calendar("mon-fri", SHANGHAI).is_provisional(date(2999, 1, 1))


@pytest.mark.parametrize("length", ["99999mo", "99999w"])
def test_what_leads_out_of_time_is_refused(length: str) -> None:
    start = datetime(9000, 1, 1, tzinfo=UTC)
    with pytest.raises(UsageError, match="is too long"):
        OFFICE.after(start, parse_duration(length))
    with pytest.raises(UsageError, match="is too long"):
        OFFICE.before(datetime(3, 1, 1, tzinfo=UTC), parse_duration(length))


@pytest.mark.parametrize("length", ["1wm", "1wh", "1wd"])
def test_without_working_time_nothing_in_working_time_can_be_calculated(length: str) -> None:
    never = Calendar("never", BERLIN, windows=((),) * 7)
    with pytest.raises(UsageError, match="calendar never has no working time"):
        never.after(datetime(2026, 1, 1, tzinfo=UTC), parse_duration(length))
    with pytest.raises(UsageError, match="no working time"):
        never.close_of(date(2026, 1, 1))
    with pytest.raises(UsageError, match="no working time"):
        never.nth_working_day(date(2026, 1, 1), 1)


def test_seconds_are_kept_and_parts_of_them_dropped() -> None:
    start = datetime(2026, 12, 1, 9, 0, 30, 999, tzinfo=BERLIN)
    assert OFFICE.after(start, Duration(1, "wm")).isoformat() == "2026-12-01T09:01:30+01:00"
    assert OFFICE.after_working(start, timedelta(seconds=40)).isoformat() == "2026-12-01T09:01:10+01:00"
    assert to_seconds(OFFICE.after_working(start, timedelta(0))) == to_seconds(start)


def test_windows_of_a_year_follow_each_other() -> None:
    days = [date(2027, 1, 1) + timedelta(days=number) for number in range(365)]
    edges = [edge for day in days for window in OFFICE.edges_of(day) for edge in window]
    assert all(to_seconds(first) < to_seconds(second) for first, second in pairwise(edges))
    assert OFFICE_HOURS[0] == (Window(540, 1050),)
