"""Segments of a calculation: what counted, what did not, and why."""

from __future__ import annotations

from datetime import date

from casectl.core.time.calendar import Calendar
from casectl.core.time.segments import day_spans, segments
from tests.core.time.desk import DESK, LUNCH, SHANGHAI, at


def test_each_stretch_says_whether_it_counts_and_why() -> None:
    """Friday afternoon, a Saturday that is worked, Sunday, a half day, two holidays, Thursday morning."""
    found = segments(DESK, at("2026-02-13 17:00"), at("2026-02-19 10:00"))
    shown = [f"{each.start:%d %H:%M}-{each.end:%d %H:%M} {'+' if each.counted else '-'} {each.why}" for each in found]
    assert shown == [
        "13 17:00-13 18:00 + working time",
        "13 18:00-14 09:00 - night",
        "14 09:00-14 12:00 + worked for the 20th",
        "14 12:00-14 13:00 - break",
        "14 13:00-14 18:00 + worked for the 20th",
        "14 18:00-15 00:00 - night",
        "15 00:00-16 00:00 - weekend",
        "16 00:00-16 09:00 - night",
        "16 09:00-16 12:00 + half day: the Eve",
        "16 12:00-17 00:00 - the Eve",
        "17 00:00-19 00:00 - Spring Festival",
        "19 00:00-19 09:00 - night",
        "19 09:00-19 10:00 + working time",
    ]


def test_days_in_a_row_that_are_alike_are_one_span() -> None:
    found = [(each.first.day, each.last.day, each.counted, str(each.why), each.days)
             for each in day_spans(DESK, date(2026, 2, 12), date(2026, 2, 19))]  # fmt: skip
    assert found == [
        (12, 13, True, "working days", 2),
        (14, 14, True, "worked for the 20th", 1),
        (15, 15, False, "weekend", 1),
        (16, 16, True, "half day: the Eve", 1),
        (17, 18, False, "Spring Festival", 2),
        (19, 19, True, "working days", 1),
    ]


def test_a_weekday_that_is_never_worked_is_no_weekend() -> None:
    shop = Calendar("shop", SHANGHAI, windows=((), *[LUNCH] * 6))
    assert [str(each.why) for each in day_spans(shop, date(2026, 2, 23), date(2026, 2, 23))] == [
        "closed on this weekday"
    ]
