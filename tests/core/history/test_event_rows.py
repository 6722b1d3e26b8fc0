"""The rows of a case's events say how it stood before each, and hold no text that anybody wrote."""

from __future__ import annotations

import sqlite3

import pytest

from casectl.actions.accept import accept
from casectl.actions.handoff import handoff
from casectl.actions.note import note
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.core.history.event_rows import EventRow, Wanted, journal_rows
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def test_each_row_has_what_happened_and_how_the_case_stood_before() -> None:
    """And none has the reason, the note, or what the customer said."""
    context = FakeContext()
    case = context.open()
    note(context, case, "secret words", AT_ONCE)
    handoff(context, case, HandoffForm("bob", reason="secret words", tried="secret words"), AT_ONCE)
    accept(context.by("bob"), case, AT_ONCE)
    about, events = journal_rows(context.case(case), "b1")
    assert [(each.kind, each.by, each.state, each.owner, each.offered) for each in events] == [
        ("opened", "ada", "", "", ""),
        ("noted", "ada", "new", "ada", ""),
        ("offered", "ada", "new", "ada", ""),
        ("accepted", "bob", "new", "ada", "bob"),
    ]
    assert (about.state, about.owner, about.offered, about.closed_at, about.blob) == ("new", "bob", "", None, "b1")
    assert "secret" not in repr(events)
    assert '"to":"bob"' in events[2].details


ROWS = [
    EventRow("e1", 10, "ada", "", "noted", "new", "ada", "", 1, "", "{}"),
    EventRow("e2", 20, "bo", "ada", "offered", "new", "ada", "", 1, "", "{}"),
    EventRow("e3", 30, "bo", "", "noted", "new", "ada", "", 1, "", "{}"),
]


@pytest.mark.parametrize(
    ("wanted", "met"),
    [
        (Wanted(), "e1 e2 e3"),
        (Wanted(people=("ada",)), "e1 e2"),
        (Wanted(people=("ada", "bo")), "e1 e2 e3"),
        (Wanted(kinds=("noted",)), "e1 e3"),
        (Wanted(people=("bo",), kinds=("noted",)), "e3"),
        (Wanted(since=20), "e2 e3"),
        (Wanted(until=20), "e1"),
        (Wanted(since=15, until=30), "e2"),
    ],
)
def test_a_condition_is_the_same_in_sql_and_of_one_row(wanted: Wanted, met: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE events ({', '.join(EventRow._fields)})")
    database.executemany(f"INSERT INTO events VALUES ({','.join('?' * len(EventRow._fields))})", ROWS)
    sql, values, _ = wanted.clause()
    found = database.execute(f"SELECT id FROM events WHERE {sql} ORDER BY id", values)
    assert " ".join(id for (id,) in found) == " ".join(row.id for row in ROWS if wanted.matches(row)) == met
    database.close()
