"""A verb on many cases: each has its own result, none stops the others, and the batch can be taken back."""

from __future__ import annotations

import pytest

from casectl.actions.advance import Given, advancing
from casectl.actions.bulk import Bulk, in_bulk, undo_batch
from casectl.actions.change import setting
from casectl.actions.desk import Listing
from casectl.actions.group_cases import group_cases
from casectl.actions.hand import Handover, assign, assigning
from casectl.actions.list_cases import list_cases
from casectl.actions.open_case import Opening, open_case
from casectl.actions.proposal import When
from casectl.actions.tell import note
from casectl.core.query.columns import Choice
from casectl.core.query.conditions import InState, OneOf
from casectl.core.query.model import EVERY
from casectl.core.query.prefilter import Sift
from casectl.core.values.errors import Misused, NotFound
from tests.fakes.desk import GIVEN, FakeDesk


@pytest.fixture(name="desk")
def three_cases() -> FakeDesk:
    """Ada's two cases and Bo's."""
    desk = FakeDesk()
    for owner in ("ada", "bob", "ada"):
        open_case(desk, Opening("plain", GIVEN, owner=owner), When())
    return desk


def owners(desk: FakeDesk) -> list[str]:
    return [case.text("owner") for case in list_cases(desk, EVERY).cases]


def test_every_case_that_is_meant_is_changed_in_a_commit_of_its_own(desk: FakeDesk) -> None:
    report = in_bulk(desk, Bulk(OneOf("owner", ("ada",))), assigning(desk, Handover(to="bob")), When())
    assert [(row.done, row.owner) for row in report.rows] == [(True, "bob"), (True, "bob")]
    assert owners(desk) == ["bob"] * 3
    assert all(row.event_id == f"{report.id}-{row.case_id}" for row in report.rows)


def test_one_that_refuses_is_told_and_stops_no_other(desk: FakeDesk) -> None:
    report = in_bulk(desk, Bulk(EVERY), assigning(desk, Handover(to="bob")), When())
    refused = [row for row in report.rows if not row.done]
    assert [str(row.refusal.what) for row in refused if row.refusal] == [f"{refused[0].case_id} is with bob already"]
    assert owners(desk) == ["bob"] * 3


def test_a_rehearsal_records_nothing_and_says_the_same(desk: FakeDesk) -> None:
    before = desk.ledger.head()
    rehearsed = in_bulk(desk, Bulk(EVERY, dry=True), assigning(desk, Handover(to="bob")), When(None, "batch1"))
    assert desk.ledger.head() == before
    assert sorted(owners(desk)) == ["ada", "ada", "bob"]
    done = in_bulk(desk, Bulk(EVERY), assigning(desk, Handover(to="bob")), When(None, "batch1"))
    assert [row[:7] for row in done.rows] == [row[:7] for row in rehearsed.rows]


def test_a_case_that_changes_before_its_turn_is_left_alone(desk: FakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is meant is decided by how the case stands when it is recorded, not by how it stood in the list."""
    facts = desk.facts

    def then_somebody_else_acts(choice: Choice, sift: Sift | None = None) -> Listing:
        found = facts(choice, sift)
        monkeypatch.undo()
        assign(desk, found.cases[0].id, Handover(to="bob"), When())
        return found

    monkeypatch.setattr(desk, "facts", then_somebody_else_acts)
    report = in_bulk(desk, Bulk(OneOf("owner", ("ada",))), assigning(desk, Handover(to="cy")), When())
    assert sorted(row.done for row in report.rows) == [False, True]
    [refused] = [row for row in report.rows if not row.done]
    assert "has changed meanwhile and is not like that any more" in str(refused.refusal)
    assert sorted(owners(desk)) == ["bob", "bob", "cy"]


def test_done_twice_is_done_once(desk: FakeDesk) -> None:
    propose, query = assigning(desk, Handover(to="bob")), Bulk(OneOf("id", tuple(desk.case_ids()[:1])))
    in_bulk(desk, query, propose, When(None, "batch1"))
    before = desk.ledger.head()
    again = in_bulk(desk, query, propose, When(None, "batch1"))
    assert desk.ledger.head() == before
    assert [(row.done, row.event_id) for row in again.rows] == [(True, "")]


def test_a_batch_is_taken_back_where_nothing_has_happened_since(desk: FakeDesk) -> None:
    given = Given([("cause", "A torn box")])
    batch = in_bulk(desk, Bulk(EVERY), setting(desk, given), When()).id
    other = in_bulk(desk, Bulk(OneOf("owner", ("bob",))), setting(desk, Given([("cause", "Rain")])), When()).id
    undone = undo_batch(desk, batch, "Wrong cause", When())
    causes = {case.id: case.fields.get("cause", "") for case in list_cases(desk, EVERY).cases}
    assert sorted(causes.values()) == ["", "", "Rain"]
    assert {row.case_id for row in undone.rows} == {*causes}, "none is left out"
    refused = {row.case_id: str(row.refusal.what) for row in undone.rows if row.refusal}
    [rainy] = (case for case, cause in causes.items() if cause)
    assert refused == {rainy: f"{rainy}: something else has happened since batch {batch}"}
    assert len(undo_batch(desk, other, "", When()).rows) == 1
    assert [row.done for row in undo_batch(desk, batch, "", When()).rows] == [True], "the others are taken back already"
    with pytest.raises(NotFound, match="no case has anything of batch nothing to take back"):
        undo_batch(desk, "nothing", "", When())


def test_what_somebody_else_recorded_since_is_the_reason_that_is_told(desk: FakeDesk) -> None:
    """And not that it is somebody else's."""
    batch = in_bulk(desk, Bulk(EVERY), setting(desk, Given([("cause", "A torn box")])), When()).id
    first = desk.case_ids()[0]
    note(desk.by("bob"), first, "The box was mine", When())
    desk.by("ada")
    reasons = [str(row.refusal.what) for row in undo_batch(desk, batch, "", When()).rows if row.refusal]
    assert reasons == [f"{first}: something else has happened since batch {batch}"]


def test_nothing_meant_is_nothing_done(desk: FakeDesk) -> None:
    before = desk.ledger.head()
    assert in_bulk(desk, Bulk(InState(("solved",))), advancing(desk, "closed", Given()), When()).rows == []
    assert desk.ledger.head() == before


def test_cases_are_counted_by_what_they_have_in_common(desk: FakeDesk) -> None:
    every = list_cases(desk, EVERY)
    assert group_cases(desk, every, ["owner", "category"]).rows == [(("ada", "open"), 2, 2), (("bob", "open"), 1, 1)]
    assert group_cases(desk, every, ["fields.channel", "opened"]).rows == [(("phone", f"{desk.now:%Y-%m}"), 3, 3)]
    with pytest.raises(Misused, match="nothing to group by under statt, xyz"):
        group_cases(desk, every, ["statt", "owner", "xyz"])
