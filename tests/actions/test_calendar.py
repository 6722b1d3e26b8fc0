"""calendar new writes a calendar and records it; calendar check reports what is wrong with calendars."""

from __future__ import annotations

import pytest

from casectl.actions.calendar import check_calendars, new_calendar
from casectl.core.time.new_calendar_file import NewCalendar, parse_week
from casectl.core.values.messages import CasectlError, LocalizedText, Refused, UsageError
from tests.actions.cases import refused
from tests.fakes.context import FakeContext

SHOP = NewCalendar("shop", LocalizedText.of("Shop"), "Asia/Shanghai", parse_week("sat 10:00-14:00"), False)


def test_a_calendar_is_recorded_in_one_commit_and_has_no_errors(context: FakeContext) -> None:
    """It is plain text, which the team can edit."""
    path, recorded = new_calendar(context, SHOP, None)
    assert path == "calendars/shop.yaml"
    assert len(recorded.commits) == len(context.ledger.commits) == 1
    assert b'sat: ["10:00-14:00"]' in (context.ledger.blob(path) or b"")
    report = check_calendars(context, [path])
    assert (report.findings, report.files) == ([], 1)


@pytest.mark.parametrize(
    ("plan", "kind", "text"),
    [
        (NewCalendar("a b", SHOP.title, "", SHOP.week, False), UsageError, "a b is not a valid name"),
        (NewCalendar("shut", SHOP.title, "", ((),) * 7, False), UsageError, "has no working time"),
        (SHOP, Refused, "exists already"),
    ],
)
def test_what_cannot_be_a_calendar_is_refused(
    context: FakeContext, plan: NewCalendar, kind: type[CasectlError], text: str
) -> None:
    """And nothing is written; a calendar that exists is replaced only if that is asked for."""
    new_calendar(context, SHOP, None)
    with refused(context, kind, text):
        new_calendar(context, plan, None)
    new_calendar(context, SHOP, None, replace=True)


def test_an_unreadable_calendar_is_a_finding(context: FakeContext) -> None:
    """At its place."""
    context.store.files["calendars/shop.yaml"] = b"calendar: [\n"
    report = check_calendars(context, ["calendars/shop.yaml"])
    assert [each.place.file for each in report.findings] == ["calendars/shop.yaml"]
