"""agenda lists follow-ups and deadlines by day."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar

from tests.cli.casebook import CliCasebook


def test_an_agenda_is_ones_own_or_a_persons_or_a_teams_or_everybodys(three: CliCasebook) -> None:
    """A query narrows it, and a time ends it."""
    everybody = Counter(row["who"] for row in three.rows("agenda", "--all"))
    assert set(everybody) == {"ann", "ben"}
    assert {row["who"] for row in three.rows("agenda")} == {"ann"}
    assert {row["who"] for row in three.rows("agenda", "--person", "ben")} == {"ben"}
    assert len(three.rows("agenda", "--team", "front-line")) == sum(everybody.values())
    assert three.rows("agenda", "--team", "after-sales") == []
    sleeve = {row["id"] for row in three.rows("agenda", "--all", "title~sleeve")}
    assert sleeve == {row["id"] for row in three.rows("list", "title~sleeve")} != set()
    assert three.rows("agenda", "--all", "--until", "2026-10-01") == []


def _entries(book: CliCasebook, *typed: str, **env: str) -> dict[str, Any]:
    """The entries of the calendar by UID, of which there is one each."""
    entries = Calendar.from_ical(book.done("agenda", *typed, "--format", "ics", **env)).walk("VEVENT")
    found = {str(entry["UID"]): entry for entry in entries}
    assert len(found) == len(entries)
    return found


def test_a_calendar_follows_what_is_due_and_says_nothing_of_the_customer(three: CliCasebook) -> None:
    """The same entries as the list; a moved deadline keeps its UID and has a higher SEQUENCE; the rest stays."""
    [case, *_] = [row["id"] for row in three.rows("agenda")]
    three.done("promise", case, "refund for Mr Quill", "--by", "2026-12-24 12:00")
    before, listed = _entries(three, "--for", "ann"), three.rows("agenda", "--for", "ann")
    assert {str(each["DTSTART"].dt.timestamp()) for each in before.values()} == {
        str(datetime.fromisoformat(row["at"]).timestamp()) for row in listed
    }
    assert three.done("agenda", "--for", "ann", "--format", "ics") == (
        three.done("agenda", "--for", "ann", "--format", "ics")
    )
    clock = next(row["what"] for row in listed if row["id"] == case and row["kind"] == "deadline")
    three.done("override", case, clock, "--due", "2026-12-24 18:00", "--reason", "busy")
    after, uid = _entries(three), f"{case}.{clock}@casectl"
    assert after[uid]["DTSTART"].dt > before[uid]["DTSTART"].dt
    assert (before[uid]["SEQUENCE"], after[uid]["SEQUENCE"]) == (0, 1)
    assert {name: each.to_ical() for name, each in after.items() if name != uid} == {
        name: each.to_ical() for name, each in before.items() if name != uid
    }
    texts = three.done("agenda", "--all", "--format", "ics")
    assert "Quill" not in texts
    assert not any(row["title"] in texts for row in three.rows("list"))


def test_what_is_over_or_not_ones_own_any_more_is_cancelled_for_a_week(three: CliCasebook) -> None:
    """A calendar program drops it: the UID is the same and the SEQUENCE higher; done again it is confirmed again."""
    [case, *_] = [row["id"] for row in three.rows("agenda")]
    three.done("promise", case, "refund", "--by", "2026-12-24 12:00")
    before = _entries(three, "--for", "ann")
    [promise] = [name for name in before if name not in {f"{case}.{clock}@casectl" for clock in _clocks(three, case)}
                 and name.startswith(case)]  # fmt: skip
    three.done("followup", "done", case, promise.split(".")[1].partition("@")[0], "--outcome", "kept")
    ended = _entries(three, "--for", "ann")[promise]
    assert (ended["STATUS"], ended["SEQUENCE"] > before[promise]["SEQUENCE"]) == ("CANCELLED", True)
    assert ended["DTSTART"] == before[promise]["DTSTART"]
    three.done("undo", case, "--reason", "not yet")
    back = _entries(three, "--for", "ann")[promise]
    assert (back["STATUS"], back["SEQUENCE"] > ended["SEQUENCE"]) == ("CONFIRMED", True)
    three.done("assign", case, "ben", "--reason", "away")
    mine, theirs = _entries(three, "--for", "ann"), _entries(three, "--for", "ben")
    gone = [name for name, each in mine.items() if name.startswith(case) and each["STATUS"] == "CANCELLED"]
    assert {theirs[name]["STATUS"] for name in gone} == {"CONFIRMED"}
    assert all(mine[name]["SEQUENCE"] > before[name]["SEQUENCE"] for name in gone)
    later = _entries(three, "--for", "ann", CASECTL_NOW="2026-12-20T10:00:00+00:00")
    assert not {*gone} & {*later}


def _clocks(book: CliCasebook, case: str) -> set[str]:
    return {row["clock"] for row in book.rows("due", case)}


def test_a_calendar_reminds_when_it_counts_as_due_soon(three: CliCasebook) -> None:
    """As events or as tasks: the alarm rings at the instant from which `due-soon` lists the deadline, not before."""
    [row, *_] = three.rows("agenda", "--for", "ann", "kind:complaint")
    typed = ("agenda", "--for", "ann", "--format")
    entries = {
        format: {
            str(each["UID"]): each.walk("VALARM")[0].decoded("TRIGGER")
            for each in Calendar.from_ical(three.done(*typed, format)).walk(name)
        }
        for format, name in (("ics", "VEVENT"), ("vtodo", "VTODO"))
    }
    assert entries["ics"] == entries["vtodo"]
    rings = entries["ics"][f"{row['id']}.{row['what']}@casectl"]
    for at, listed in ((rings, True), (rings - timedelta(seconds=1), False)):
        soon = three.rows("due-soon", CASECTL_NOW=at.isoformat())
        assert ((row["id"], row["what"]) in {(each["id"], each["what"]) for each in soon}) == listed


def test_no_other_list_is_a_calendar(three: CliCasebook) -> None:
    assert "ics is only for agenda" in three.refused(2, "list", "--format", "ics")
    assert "not counts" in three.refused(2, "agenda", "--group-by", "who", "--format", "ics")
