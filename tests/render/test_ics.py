"""ics is a calendar that the `icalendar` package reads, whatever the texts."""

from __future__ import annotations

import re

from hypothesis import given
from icalendar import Calendar

from casectl.render.formats import render
from casectl.render.text.terminal import UNSEEN, one_line
from casectl.render.view import Value, View
from tests.render.hostile import hostile


def _entry(summary: str) -> dict[str, Value]:
    return {
        "uid": "C-1.resolve@casectl", "sequence": 2, "changed_at": "2026-11-21T09:14:02+08:00",
        "due_at": "2026-11-23T09:12:33+08:00", "summary": summary, "open": "casectl show C-1", "tentative": True,
        "cancelled": False,
    }  # fmt: skip


@given(hostile())
def test_any_text_is_read_back_and_no_line_is_too_long(text: str) -> None:
    """No text ends an entry or a line; a line has 75 octets at most and never ends within a character."""
    shown = f"{text} 退款延迟,一周;" * 4
    written = render(View("agenda", (), [_entry(shown)], calendar=shown), "ics")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert not re.search(UNSEEN, written.replace("\r\n", ""))
    [event] = Calendar.from_ical(written).walk("VEVENT")
    assert str(event["SUMMARY"]) == one_line(shown)


def test_times_are_in_utc_and_a_guess_is_tentative() -> None:
    """So that no reader needs our zone."""
    [event] = Calendar.from_ical(render(View("agenda", (), [_entry("x")], calendar="x"), "ics")).walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20261123T011233Z"
    assert event["DTSTAMP"].to_ical() == b"20261121T011402Z"
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (2, "TENTATIVE", "TRANSPARENT")
    assert event["LAST-MODIFIED"].to_ical() == event["DTSTAMP"].to_ical()


def test_what_is_over_is_cancelled() -> None:
    """Whatever else is said of it."""
    [event] = Calendar.from_ical(
        render(View("agenda", (), [_entry("x") | {"cancelled": True}], calendar="x"), "ics")
    ).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"


def test_a_subscriber_is_told_that_it_is_private_and_when_to_ask_again() -> None:
    """As Outlook and Google read it: METHOD, the older name of REFRESH-INTERVAL, and a class for each entry."""
    calendar = Calendar.from_ical(render(View("agenda", (), [_entry("x")], calendar="x"), "ics"))
    assert (calendar["METHOD"], calendar["X-PUBLISHED-TTL"]) == ("PUBLISH", "PT1H")
    assert [event["CLASS"] for event in calendar.walk("VEVENT")] == ["PRIVATE"]
