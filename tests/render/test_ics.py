"""ics is a calendar that the `icalendar` package reads, whatever the texts."""

from __future__ import annotations

import re

import pytest
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
        "cancelled": False, "warned_at": "2026-11-22T09:12:33+08:00",
    }  # fmt: skip


def _read(row: dict[str, Value], format: str = "ics") -> Calendar:
    return Calendar.from_ical(render(View("agenda", (), [row], calendar="x"), format))


@pytest.mark.parametrize(("format", "entry"), [("ics", "VEVENT"), ("vtodo", "VTODO")])
@given(hostile())
def test_any_text_is_read_back_and_no_line_is_too_long(format: str, entry: str, text: str) -> None:
    """No text ends an entry or a line; a line has 75 octets at most and never ends within a character."""
    shown = f"{text} 退款延迟,一周;" * 4
    written = render(View("agenda", (), [_entry(shown)], calendar=shown), format)
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    assert not re.search(UNSEEN, written.replace("\r\n", ""))
    [found] = Calendar.from_ical(written).walk(entry)
    assert [str(found["SUMMARY"]), str(found.walk("VALARM")[0]["DESCRIPTION"])] == [one_line(shown)] * 2


def test_times_are_in_utc_and_a_guess_is_tentative() -> None:
    """So that no reader needs our zone."""
    [event] = _read(_entry("x")).walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20261123T011233Z"
    assert event["DTSTAMP"].to_ical() == b"20261121T011402Z"
    assert (event["SEQUENCE"], event["STATUS"], event["TRANSP"]) == (2, "TENTATIVE", "TRANSPARENT")
    assert event["LAST-MODIFIED"].to_ical() == event["DTSTAMP"].to_ical()


def test_what_is_over_is_cancelled() -> None:
    """Whatever else is said of it."""
    [event] = _read(_entry("x") | {"cancelled": True}).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"


def test_a_subscriber_is_told_that_it_is_private_and_when_to_ask_again() -> None:
    """As Outlook and Google read it: METHOD, the older name of REFRESH-INTERVAL, and a class for each entry."""
    calendar = _read(_entry("x"))
    assert (calendar["METHOD"], calendar["X-PUBLISHED-TTL"]) == ("PUBLISH", "PT1H")
    assert [event["CLASS"] for event in calendar.walk("VEVENT")] == ["PRIVATE"]


def test_a_program_reminds_at_the_instant_when_the_warning_begins() -> None:
    """An alarm at a time, not so long before: four working hours may be three days. Without a warning there is none."""
    for format in ("ics", "vtodo"):
        [alarm] = _read(_entry("x"), format).walk("VALARM")
        assert (alarm["ACTION"], alarm["TRIGGER"].to_ical()) == ("DISPLAY", b"20261122T011233Z")
        assert _read(_entry("x") | {"warned_at": ""}, format).walk("VALARM") == []


def test_a_task_is_due_and_is_to_be_done_until_it_is_cancelled() -> None:
    """The same entry otherwise, with no time at which it would begin."""
    [task] = _read(_entry("x"), "vtodo").walk("VTODO")
    assert task["DUE"].to_ical() == b"20261123T011233Z"
    assert (task["STATUS"], task["UID"], "DTSTART" in task) == ("NEEDS-ACTION", "C-1.resolve@casectl", False)
    assert _read(_entry("x") | {"cancelled": True}, "vtodo").walk("VTODO")[0]["STATUS"] == "CANCELLED"
