"""A verb on many cases: each has its own result, none stops the others, and the batch can be taken back."""

from __future__ import annotations

import pytest

from casectl.actions.advance import Given, advancing
from casectl.actions.bulk import Bulk, in_bulk, undo_batch
from casectl.actions.change import setting
from casectl.actions.context import ExcerptList
from casectl.actions.group_cases import group_cases
from casectl.actions.hand import HandoffForm, assign, assigning
from casectl.actions.list_cases import list_cases
from casectl.actions.new import Opening, open_case
from casectl.actions.proposal import EventStamp
from casectl.actions.tell import note
from casectl.core.query.columns import Choice
from casectl.core.query.conditions import InState, OneOf
from casectl.core.query.model import EVERY
from casectl.core.query.prefilter import Prefilter
from casectl.core.values.errors import NotFound, UsageError
from tests.fakes.context import GIVEN, FakeContext


@pytest.fixture(name="context")
def three_cases() -> FakeContext:
    """Ada's two cases and Bo's."""
    context = FakeContext()
    for owner in ("ada", "bob", "ada"):
        open_case(context, Opening("plain", GIVEN, owner=owner), EventStamp())
    return context


def owners(context: FakeContext) -> list[str]:
    return [case.text("owner") for case in list_cases(context, EVERY).cases]


def test_every_case_that_is_meant_is_changed_in_a_commit_of_its_own(context: FakeContext) -> None:
    report = in_bulk(context, Bulk(OneOf("owner", ("ada",))), assigning(context, HandoffForm(to="bob")), EventStamp())
    assert [(row.done, row.owner) for row in report.rows] == [(True, "bob"), (True, "bob")]
    assert owners(context) == ["bob"] * 3
    assert all(row.event_id == f"{report.id}-{row.case_id}" for row in report.rows)


def test_one_that_refuses_is_told_and_stops_no_other(context: FakeContext) -> None:
    report = in_bulk(context, Bulk(EVERY), assigning(context, HandoffForm(to="bob")), EventStamp())
    refused = [row for row in report.rows if not row.done]
    assert [str(row.refusal.what) for row in refused if row.refusal] == [f"{refused[0].case_id} is with bob already"]
    assert owners(context) == ["bob"] * 3


def test_a_rehearsal_records_nothing_and_says_the_same(context: FakeContext) -> None:
    before = context.ledger.head()
    rehearsed = in_bulk(
        context, Bulk(EVERY, dry=True), assigning(context, HandoffForm(to="bob")), EventStamp(None, "batch1")
    )
    assert context.ledger.head() == before
    assert sorted(owners(context)) == ["ada", "ada", "bob"]
    done = in_bulk(context, Bulk(EVERY), assigning(context, HandoffForm(to="bob")), EventStamp(None, "batch1"))
    assert [row[:7] for row in done.rows] == [row[:7] for row in rehearsed.rows]


def test_a_case_that_changes_before_its_turn_is_left_alone(
    context: FakeContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is meant is decided by how the case stands when it is recorded, not by how it stood in the list."""
    facts = context.facts

    def then_somebody_else_acts(choice: Choice, prefilter: Prefilter | None = None) -> ExcerptList:
        found = facts(choice, prefilter)
        monkeypatch.undo()
        assign(context, found.cases[0].id, HandoffForm(to="bob"), EventStamp())
        return found

    monkeypatch.setattr(context, "facts", then_somebody_else_acts)
    report = in_bulk(context, Bulk(OneOf("owner", ("ada",))), assigning(context, HandoffForm(to="cy")), EventStamp())
    assert sorted(row.done for row in report.rows) == [False, True]
    [refused] = [row for row in report.rows if not row.done]
    assert "has changed meanwhile and is not like that any more" in str(refused.refusal)
    assert sorted(owners(context)) == ["bob", "bob", "cy"]


def test_done_twice_is_done_once(context: FakeContext) -> None:
    propose, query = assigning(context, HandoffForm(to="bob")), Bulk(OneOf("id", tuple(context.case_ids()[:1])))
    in_bulk(context, query, propose, EventStamp(None, "batch1"))
    before = context.ledger.head()
    again = in_bulk(context, query, propose, EventStamp(None, "batch1"))
    assert context.ledger.head() == before
    assert [(row.done, row.event_id) for row in again.rows] == [(True, "")]


def test_a_batch_is_taken_back_where_nothing_has_happened_since(context: FakeContext) -> None:
    given = Given([("cause", "A torn box")])
    batch = in_bulk(context, Bulk(EVERY), setting(context, given), EventStamp()).id
    other = in_bulk(
        context, Bulk(OneOf("owner", ("bob",))), setting(context, Given([("cause", "Rain")])), EventStamp()
    ).id
    undone = undo_batch(context, batch, "Wrong cause", EventStamp())
    causes = {case.id: case.fields.get("cause", "") for case in list_cases(context, EVERY).cases}
    assert sorted(causes.values()) == ["", "", "Rain"]
    assert {row.case_id for row in undone.rows} == {*causes}, "none is left out"
    refused = {row.case_id: str(row.refusal.what) for row in undone.rows if row.refusal}
    [rainy] = (case for case, cause in causes.items() if cause)
    assert refused == {rainy: f"{rainy}: something else has happened since batch {batch}"}
    assert len(undo_batch(context, other, "", EventStamp()).rows) == 1
    assert [row.done for row in undo_batch(context, batch, "", EventStamp()).rows] == [True], (
        "the others are taken back already"
    )
    with pytest.raises(NotFound, match="no case has anything of batch nothing to take back"):
        undo_batch(context, "nothing", "", EventStamp())


def test_what_somebody_else_recorded_since_is_the_reason_that_is_told(context: FakeContext) -> None:
    """And not that it is somebody else's."""
    batch = in_bulk(context, Bulk(EVERY), setting(context, Given([("cause", "A torn box")])), EventStamp()).id
    first = context.case_ids()[0]
    note(context.by("bob"), first, "The box was mine", EventStamp())
    context.by("ada")
    reasons = [str(row.refusal.what) for row in undo_batch(context, batch, "", EventStamp()).rows if row.refusal]
    assert reasons == [f"{first}: something else has happened since batch {batch}"]


def test_nothing_meant_is_nothing_done(context: FakeContext) -> None:
    before = context.ledger.head()
    assert in_bulk(context, Bulk(InState(("solved",))), advancing(context, "closed", Given()), EventStamp()).rows == []
    assert context.ledger.head() == before


def test_cases_are_counted_by_what_they_have_in_common(context: FakeContext) -> None:
    every = list_cases(context, EVERY)
    assert group_cases(context, every, ["owner", "category"]).rows == [(("ada", "open"), 2, 2), (("bob", "open"), 1, 1)]
    assert group_cases(context, every, ["fields.channel", "opened"]).rows == [(("phone", f"{context.now:%Y-%m}"), 3, 3)]
    with pytest.raises(UsageError, match="nothing to group by under statt, xyz"):
        group_cases(context, every, ["statt", "owner", "xyz"])
