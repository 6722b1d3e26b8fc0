"""Which entries of a trail an audit is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casectl.core.case.model import Event
from casectl.core.history.audit_filter import AuditFilter
from casectl.core.history.commit import Commit, Committers
from casectl.core.history.trail import TrailEntry
from casectl.core.time.instants import plus
from casectl.core.values.messages import msg

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
BACK = plus(AT, -timedelta(days=9))
PEOPLE = Committers({"mal@example.org": "mal"}, frozenset({"ada", "mal"}))
MADE = Commit("c1", "Ada <ada@example.org>", AT, committer="Mal <mal@example.org>")
NOTED = TrailEntry(MADE, Event("e1", BACK, "ada", "noted", {"via": "bo"}), msg("noted"), late=900)
EDITED = TrailEntry(MADE, None, msg("hand edit"), around=True)
OPEN = TrailEntry(None, None, msg("hand edit"), around=True)
IMPORTED = replace(NOTED, imported=True, late=0)
DATED_BACK = replace(NOTED, commit=replace(MADE, committed_at=BACK, counted_at=AT))
AFTER = plus(AT, timedelta(days=1))


@pytest.mark.parametrize(
    ("wanted", "met"),
    [
        (AuditFilter(), "noted edited open imported back"),
        (AuditFilter(people=("ada",)), "noted imported back"),
        (AuditFilter(people=("bo",)), "noted imported back"),
        (AuditFilter(people=("mal",)), "noted edited back"),
        (AuditFilter(people=("eve",)), ""),
        (AuditFilter(people=("eve", "ada")), "noted imported back"),
        (AuditFilter(kinds=("noted",)), "noted imported back"),
        (AuditFilter(kinds=("offered",)), ""),
        (AuditFilter(since=AT), "noted edited open back"),
        (AuditFilter(until=AT), "imported"),
        (AuditFilter(since=BACK, until=AFTER), "noted edited imported back"),
        (AuditFilter(since=AFTER), "open"),
        (AuditFilter(back_dated=True), "noted back"),
        (AuditFilter(around=True), "edited open"),
        (AuditFilter(around=True, back_dated=True), "noted edited open back"),
    ],
)
def test_every_condition(wanted: AuditFilter, met: str) -> None:
    """An entry counts by when it was recorded, whatever its event or its commit say; an imported one by its event."""
    every = {"noted": NOTED, "edited": EDITED, "open": OPEN, "imported": IMPORTED, "back": DATED_BACK}
    asked = wanted._replace(committers=PEOPLE)
    assert " ".join(name for name, entry in every.items() if asked.meets(entry)) == met
