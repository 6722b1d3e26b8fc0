"""recompute shows which deadlines changed rules would move, and records it only with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.recompute import RecomputeRequest, recompute
from casectl.core.time.instants import elapsed, to_seconds
from casectl.core.values.messages import UsageError
from tests.actions.cases import AT_ONCE, due_in_hours, refused
from tests.fakes.context import NOW, FakeContext


@pytest.fixture
def edited(owned: FakeContext) -> FakeContext:
    """The clock `resolve` has 60 hours from now on, and not 48."""
    text = owned.store.files["templates/plain.yaml"]
    owned.store.files["templates/plain.yaml"] = text.replace(b"{duration: 48h}", b"{duration: 60h}")
    return owned


def test_a_preview_records_nothing(edited: FakeContext) -> None:
    """It names what would move, and by how much."""
    before = len(edited.ledger.commits)
    report = recompute(edited, RecomputeRequest(), AT_ONCE)
    assert {(row.move.clock, elapsed(row.move.old, row.move.new)) for row in report.rows} == {
        ("resolve", timedelta(hours=12))
    }
    assert (report.cases, report.applied, len(edited.ledger.commits)) == (3, False, before)


def test_what_moves_is_recorded_with_the_reason_one_commit_a_case(edited: FakeContext) -> None:
    """Or only for the cases that are named."""
    first, *others = edited.case_ids()
    report = recompute(edited, RecomputeRequest([first], apply=True, reason="New rules"), AT_ONCE)
    assert (report.cases, report.applied) == (1, True)
    event = edited.case(first).journal[-1]
    assert (event.kind, event.text("reason"), event.data["clock"]) == ("recomputed", "New rules", ["resolve"])
    assert due_in_hours(edited, first)["resolve"] == 60
    assert {due_in_hours(edited, case)["resolve"] for case in others} == {48}
    before = len(edited.ledger.commits)
    recompute(edited, RecomputeRequest(apply=True, reason="New rules"), AT_ONCE)
    assert len(edited.ledger.commits) == before + 2


def test_nothing_is_recorded_without_a_reason(edited: FakeContext) -> None:
    """A deadline that moved must say why."""
    with refused(edited, UsageError, "say why"):
        recompute(edited, RecomputeRequest(apply=True, reason=" "), AT_ONCE)


def test_where_nothing_moves_nothing_is_recorded(owned: FakeContext) -> None:
    """However often it is run."""
    before = len(owned.ledger.commits)
    report = recompute(owned, RecomputeRequest(apply=True, reason="Again"), AT_ONCE)
    assert (report.rows, report.applied, len(owned.ledger.commits)) == ([], False, before)
    assert to_seconds(report.at) == to_seconds(NOW)


def test_cases_that_have_the_present_rules_already_are_not_retargeted_again(edited: FakeContext) -> None:
    """The second time nothing is recorded, since nothing would be new."""
    request = RecomputeRequest(retarget=True, apply=True, reason="New rules")
    recompute(edited, request, AT_ONCE)
    before = len(edited.ledger.commits)
    assert recompute(edited, request, AT_ONCE).applied is False
    assert len(edited.ledger.commits) == before


@pytest.mark.parametrize(
    ("hours", "row", "due", "is_missed"),
    [(1, 60, 60, False), (49, 60, 48, True), (49, 50, 48, True), (49, 24, 24, False)],
    ids=["ahead", "passed", "passed, and ahead by others", "passed, and earlier"],
)
def test_other_rules_put_off_no_deadline_that_has_passed(
    owned: FakeContext, hours: int, row: int, due: int, *, is_missed: bool
) -> None:
    """Found by use: a changed field left it missed, and recompute --retarget put it off. Each that stays is named."""
    text = owned.store.files["templates/plain.yaml"].replace(b"version: 7", b"version: 8")
    owned.store.files["templates/plain.yaml"] = text.replace(b"{duration: 48h}", b"{duration: %dh}" % row)
    [case, *_] = owned.case_ids()
    request = RecomputeRequest([case], retarget=True, apply=True, reason="New rules")
    report = recompute(owned.later(hours=hours), request, AT_ONCE)
    assert due_in_hours(owned, case)["resolve"] == due
    assert is_missed == any("stays missed" in str(note) for note in report.notes)
    again = recompute(owned, RecomputeRequest([case], apply=True, reason="Again"), AT_ONCE)
    assert (again.rows, due_in_hours(owned, case)["resolve"]) == ([], due)
