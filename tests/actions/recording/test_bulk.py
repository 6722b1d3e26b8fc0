"""A verb for many cases: each has its own result, and none stops the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casectl.actions.advance import propose_advance
from casectl.actions.assign import assign, propose_assign
from casectl.actions.list_ import list_cases
from casectl.actions.recording.bulk import Bulk, record_in_bulk
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.core.query.conditions import InState, OneOf
from casectl.core.query.excerpt import Excerpts
from casectl.core.query.model import EVERY
from casectl.core.query.selection import Selection
from tests.fakes.context import FakeContext

if TYPE_CHECKING:
    import pytest


def owners(owned: FakeContext) -> list[str]:
    return [case.text("owner") for case in list_cases(owned, EVERY).cases]


def test_every_case_that_is_meant_is_changed_in_a_commit_of_its_own(owned: FakeContext) -> None:
    report = record_in_bulk(
        owned, Bulk(OneOf("owner", ("ada",))), propose_assign(owned, HandoffForm(to="bob")), EventStamp()
    )
    assert [(row.done, row.owner) for row in report.rows] == [(True, "bob"), (True, "bob")]
    assert owners(owned) == ["bob"] * 3
    assert all(row.event_id == f"{report.id}-{row.case_id}" for row in report.rows)


def test_one_that_refuses_is_reported_and_stops_no_other(owned: FakeContext) -> None:
    report = record_in_bulk(owned, Bulk(EVERY), propose_assign(owned, HandoffForm(to="bob")), EventStamp())
    refused = [row for row in report.rows if not row.done]
    assert [str(row.refusal.what) for row in refused if row.refusal] == [f"{refused[0].case_id} already belongs to bob"]
    assert owners(owned) == ["bob"] * 3


def test_a_rehearsal_records_nothing_and_says_the_same(owned: FakeContext) -> None:
    before = owned.ledger.head()
    rehearsed = record_in_bulk(
        owned, Bulk(EVERY, dry=True), propose_assign(owned, HandoffForm(to="bob")), EventStamp(None, "batch1")
    )
    assert owned.ledger.head() == before
    assert sorted(owners(owned)) == ["ada", "ada", "bob"]
    done = record_in_bulk(owned, Bulk(EVERY), propose_assign(owned, HandoffForm(to="bob")), EventStamp(None, "batch1"))
    assert [replace(row, refusal=None) for row in done.rows] == [replace(row, refusal=None) for row in rehearsed.rows]


def test_a_case_that_changes_before_its_turn_is_left_alone(owned: FakeContext, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant is decided by the case when it is recorded, not by how the list showed it."""
    excerpts = owned.excerpts

    def then_somebody_else_acts(wanted: Selection) -> Excerpts:
        found = excerpts(wanted)
        monkeypatch.undo()
        assign(owned, found.cases[0].id, HandoffForm(to="bob"), EventStamp())
        return found

    monkeypatch.setattr(owned, "excerpts", then_somebody_else_acts)
    report = record_in_bulk(
        owned, Bulk(OneOf("owner", ("ada",))), propose_assign(owned, HandoffForm(to="cy")), EventStamp()
    )
    assert sorted(row.done for row in report.rows) == [False, True]
    [refused] = [row for row in report.rows if not row.done]
    assert "has changed in the meantime and no longer matches" in str(refused.refusal)
    assert sorted(owners(owned)) == ["bob", "bob", "cy"]


def test_done_twice_is_done_once(owned: FakeContext) -> None:
    propose, query = (
        propose_assign(owned, HandoffForm(to="bob")),
        Bulk(OneOf("id", tuple(owned.case_ids()[:1]))),
    )
    record_in_bulk(owned, query, propose, EventStamp(None, "batch1"))
    before = owned.ledger.head()
    again = record_in_bulk(owned, query, propose, EventStamp(None, "batch1"))
    assert owned.ledger.head() == before
    assert [(row.done, row.event_id) for row in again.rows] == [(True, "")]


def test_nothing_meant_is_nothing_done(owned: FakeContext) -> None:
    before = owned.ledger.head()
    assert (
        record_in_bulk(
            owned, Bulk(InState(("solved",))), propose_advance(owned, "closed", FieldChanges()), EventStamp()
        ).rows
        == []
    )
    assert owned.ledger.head() == before
