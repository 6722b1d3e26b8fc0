"""merge joins two records of one complaint: one goes on, and the other names it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions import followup
from casectl.actions.checking.linked_cases import one_sided_joins
from casectl.actions.confirm import Confirmation, confirm
from casectl.actions.contact import Contact, contact
from casectl.actions.lookup.find import find
from casectl.actions.merge import merge
from casectl.actions.note import note
from casectl.actions.override import override
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.actions.set_ import set_fields
from casectl.actions.undo import undo, undo_batch
from casectl.core.case.compose import drift
from casectl.core.case.ids import case_path
from casectl.core.clocks.runs import latest_runs
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.contracts.merges import joined_to, merged
from tests.core.merge.pairs import faults
from tests.fakes.context import NOW, SETTINGS, TEMPLATE, FakeContext

CALL = Contact("out", "phone", "told")


@pytest.fixture
def pair(context: FakeContext) -> tuple[str, str]:
    """Two records of one complaint: the first one is received an hour before the second."""
    first = context.open(owner="ada", received_at=plus(NOW, -timedelta(hours=1)))
    return first, context.later(hours=2).open(owner="ada")


def _joined(context: FakeContext, case: str, into: str) -> str:
    """The two joined; the id of the batch."""
    receipt = merge(context, case, into, "one parcel", AT_ONCE)
    return receipt.events[0].id.removesuffix(f"-{into}")


def test_the_case_that_goes_on_counts_from_the_earlier_receipt(context: FakeContext, pair: tuple[str, str]) -> None:
    """Its deadlines with it; those of the other end, and so do its follow-ups."""
    first, second = pair
    before = context.case(second).header
    _joined(context, first, second)
    gone, goes_on = context.case(first).header, context.case(second).header
    assert (gone.state, gone.due, gone.follow_ups) == ("joined", {}, ())
    assert gone.closed_at
    assert goes_on.received_at
    assert to_seconds(goes_on.received_at) == to_seconds(plus(NOW, -timedelta(hours=1)))
    assert to_seconds(goes_on.due["resolve"]) == to_seconds(before.due["resolve"]) - 3 * 3600
    for case in map(context.case, pair):
        assert faults(context, case) == ()
        assert drift(case, context.zone) == []


def test_a_later_receipt_moves_nothing(context: FakeContext, pair: tuple[str, str]) -> None:
    first, second = pair
    before = context.case(first).tree["due"]
    _joined(context, second, first)
    after = context.case(first)
    assert after.tree["due"] == before
    assert "received_at" not in after.journal[-1].data


def test_its_id_names_the_case_that_goes_on(context: FakeContext, pair: tuple[str, str]) -> None:
    """Whole or in part, also through a third case; by its path it is still its own file."""
    first, second = pair
    third = context.open(owner="ada")
    _joined(context, first, second)
    _joined(context, second, third)
    assert (find(context, first), find(context, first[-5:]), find(context, case_path(first))) == (third, third, first)
    note(context, first, "She rang", AT_ONCE)
    assert context.case(third).journal[-1].text("text") == "She rang"


def test_what_somebody_planned_goes_along(context: FakeContext, pair: tuple[str, str]) -> None:
    first, second = pair
    followup.add(context, first, followup.NewFollowUp(plus(context.now, timedelta(hours=3)), "visit", "bob"), AT_ONCE)
    _joined(context, first, second)
    assert [(each.what, each.who) for each in context.case(second).header.follow_ups] == [("visit", "bob")]
    assert faults(context, context.case(second)) == ()


def test_both_come_apart_in_one_step(context: FakeContext, pair: tuple[str, str]) -> None:
    """With all deadlines as they were; not one of them alone."""
    first, second = pair
    before = [context.case(each).header for each in pair]
    batch = _joined(context, first, second)
    with refused(context, Refused, f"casectl undo --batch {batch}"):
        undo(context, second, "", AT_ONCE)
    undo_batch(context, batch, "two parcels", AT_ONCE)
    assert [context.case(each).header for each in pair] == before
    assert find(context, first) == first
    for case in map(context.case, pair):
        assert faults(context, case) == ()


def test_they_come_apart_after_notes_too(context: FakeContext, pair: tuple[str, str]) -> None:
    """They stay; what the join moved is as it was."""
    first, second = pair
    before = [context.case(each).header for each in pair]
    batch = _joined(context, first, second)
    note(context, second, "She sent a picture", AT_ONCE)
    note(context, case_path(first), "Found on the shelf", AT_ONCE)
    undo_batch(context, batch, "two parcels", AT_ONCE)
    assert [context.case(each).header for each in pair] == before
    for case in map(context.case, pair):
        assert faults(context, case) == ()
        assert drift(case, context.zone) == []
        assert "noted" in [each.kind for each in case.journal]


def test_they_come_apart_after_whatever_was_done_since(context: FakeContext, pair: tuple[str, str]) -> None:
    """It stays where it was done: a clock that was stopped, a visit that was planned in the other case and made."""
    first, second = pair
    followup.add(context, first, followup.NewFollowUp(plus(context.now, timedelta(hours=3)), "visit", "bob"), AT_ONCE)
    due = context.case(first).tree["due"]
    batch = _joined(context, first, second)
    contact(context, second, CALL, AT_ONCE)
    followup.done(context, second, context.case(second).header.follow_ups[0].id, followup.Outcome(), AT_ONCE)
    set_fields(context, second, FieldChanges([("cause", "a lid")]), AT_ONCE)
    assert [each.done for each in undo_batch(context, batch, "two parcels", AT_ONCE).rows] == [True, True]
    one, other = map(context.case, pair)
    assert (one.header.state, one.tree["due"], len(one.header.follow_ups)) == ("new", due, 1)
    assert "answer" not in other.header.due
    for case in (one, other):
        assert faults(context, case) == ()
        assert drift(case, context.zone) == []


def test_a_contact_in_either_record_answers(context: FakeContext, pair: tuple[str, str]) -> None:
    """The clock of the case that stays open ends when the customer was spoken to, also if that was in the other one."""
    first, second = pair
    told = context.later(minutes=10)
    contact(told, first, CALL, AT_ONCE)
    at = to_seconds(context.case(first).journal[-1].at)
    contact(context.later(minutes=10), first, Contact("in", "phone", "asked"), AT_ONCE)
    update = to_seconds(context.case(second).header.due["update"])
    batch = _joined(context.later(hours=1), first, second)
    case = context.case(second)
    run = latest_runs(case.journal)["answer"]
    assert run.stopped
    assert (to_seconds(run.stopped), run.verdict) == (at, "met")
    assert to_seconds(case.header.due["update"]) == update
    for each in map(context.case, pair):
        assert faults(context, each) == ()
        assert drift(each, context.zone) == []
    assert [*one_sided_joins(context)] == []
    undo_batch(context, batch, "two parcels", AT_ONCE)
    assert "answer" in context.case(second).header.due


def test_a_contact_that_a_joined_case_gets_later_is_taken_over_once(
    context: FakeContext, pair: tuple[str, str]
) -> None:
    """As from another clone, in which nobody knew of the join; and along a chain of joins."""
    first, second = pair
    merged(context, first, joined_to(second), lambda there, case: contact(there, case, CALL, AT_ONCE))
    assert "answer" in context.case(second).header.due
    merge(context, case_path(first), second, "rang meanwhile", AT_ONCE)
    assert "answer" not in context.case(second).header.due
    with refused(context, Refused, "has all contacts"):
        merge(context, case_path(first), second, "again", AT_ONCE)
    third = context.open(owner="ada")
    _joined(context, second, third)
    assert "answer" not in context.case(third).header.due
    assert [*one_sided_joins(context)] == []
    for each in map(context.case, (*pair, third)):
        assert faults(context, each) == ()


def test_the_same_merge_again_does_nothing(context: FakeContext, pair: tuple[str, str]) -> None:
    """As after a command of which nobody knows whether it came through."""
    first, second = pair
    stamp = EventStamp(event_id="once-1")
    assert not merge(context, first, second, "one parcel", stamp).already
    assert merge(context, first, second, "one parcel", stamp).already


def test_contacts_that_the_joined_case_has_not_are_found(context: FakeContext, pair: tuple[str, str]) -> None:
    """Nobody stops a clock with a contact that was made up."""
    first, second = pair
    contact(context, first, CALL, AT_ONCE)
    _joined(context, first, second)
    context.rewrite(first, "direction: out", "direction: in")
    assert "lists contact" in str(next(one_sided_joins(context)).what)


def test_it_takes_two_open_cases_and_a_reason(context: FakeContext, pair: tuple[str, str]) -> None:
    first, second = pair
    with refused(context, UsageError):
        merge(context, first, second, " ", AT_ONCE)
    with refused(context, UsageError, "the same case"):
        merge(context, first, first, "so", AT_ONCE)
    _joined(context, first, second)
    with refused(context, UsageError, f"{first} and {second} are the same case, {second}"):
        merge(context, first, second, "again", AT_ONCE)
    with refused(context, Refused, "merged into another case"):
        reopen(context, case_path(first), FieldChanges(reason="again"), AT_ONCE)
    with refused(context, Refused, "no more contacts can be recorded"):
        contact(context, case_path(first), CALL, AT_ONCE)


REGULATED = TEMPLATE.replace("kind: internal", "kind: regulatory")
DESK = SETTINGS.replace("boss: {may: [act_as]}", "boss: {may: [act_as, clocks]}")
"""Ada owns the cases, cy may decide on clocks."""


def test_a_regulatory_duty_that_goes_on_and_is_due_no_later_is_joined_by_its_owner() -> None:
    """The second record of one complaint, opened today; the event says what goes on, and the other case agrees."""
    context = FakeContext(templates={"plain": REGULATED})
    first = context.open(owner="ada", received_at=plus(NOW, -timedelta(hours=1)))
    second = context.open(owner="ada")
    due = context.case(first).tree["due"]
    merge(context, second, first, "one parcel", AT_ONCE)
    event = context.case(second).journal[-1]
    assert (event.kind, {name: record["due"] for name, record in event.mapping("goes_on").items()}) == ("joined", due)  # type: ignore[call-overload, index]
    assert (context.case(second).header.due, context.case(first).tree["due"]) == ({}, due)
    assert [faults(context, context.case(each)) for each in (first, second)] == [(), ()]
    assert [*one_sided_joins(context)] == []


def test_the_earlier_record_is_joined_by_its_owner_too() -> None:
    """Since the case that stays open is then due as soon."""
    context = FakeContext(templates={"plain": REGULATED})
    first = context.open(owner="ada", received_at=plus(NOW, -timedelta(hours=1)))
    second, due = context.open(owner="ada"), context.case(first).tree["due"]
    merge(context, first, second, "one parcel", AT_ONCE)
    assert context.case(second).tree["due"] == due


@pytest.mark.parametrize("ended", ["answered", "put off", "paused"])
def test_a_regulatory_duty_that_does_not_go_on_ends_so_only_by_somebody_else(ended: str) -> None:
    """Who owns the case would get rid of a deadline by joining it to one that owes it no more, or later."""
    rules = REGULATED.replace("    kind: regulatory", "    kind: regulatory\n    pauses: {wait: {title: Waiting}}")
    context = FakeContext(settings=DESK, templates={"plain": rules})
    first, second = context.open(owner="ada"), context.open(owner="ada")
    if ended == "answered":
        contact(context, second, Contact("out", "phone", "It is the lid"), AT_ONCE)
    elif ended == "put off":
        far = plus(NOW, timedelta(hours=90))
        override(context.by("cy"), second, ClockChange("resolve", reason="Agreed"), lambda _: far, AT_ONCE)
    else:
        pause(context, second, ClockChange("resolve", code="wait"), AT_ONCE)
    with refused(context.by("ada"), Refused, "this postpones a regulatory deadline"):
        merge(context, first, second, "one parcel", AT_ONCE)
    merge(context.by("cy"), first, second, "one parcel", AT_ONCE)
    assert context.case(first).header.due == {}


def test_what_is_said_to_go_on_is_owed_there() -> None:
    """An event that was given another date, so that it looks like no gain."""
    context = FakeContext(templates={"plain": REGULATED})
    first, second = context.open(owner="ada"), context.open(owner="ada")
    merge(context, second, first, "one parcel", AT_ONCE)
    due = str(context.case(second).journal[-1].mapping("goes_on")["resolve"]["due"])  # type: ignore[call-overload, index]
    context.rewrite(second, f"resolve: {{due: {due}", f"resolve: {{due: {plus(NOW, timedelta(minutes=1)).isoformat()}")
    assert [f"{each.code} {each.what}" for each in one_sided_joins(context)] != []


def test_a_join_that_the_other_case_does_not_know_of_is_found(context: FakeContext, pair: tuple[str, str]) -> None:
    """What the case owed would be owed by nobody."""
    first, second = pair
    before = context.store.files[case_path(second)]
    _joined(context, first, second)
    assert [*one_sided_joins(context)] == []
    context.store.files[case_path(second)] = before
    assert [each.code for each in one_sided_joins(context)] == ["C128"]


def test_what_waits_to_be_confirmed_is_decided_before_a_case_is_joined() -> None:
    """Found by use: afterwards confirm asked the case that goes on, and nobody could confirm or refuse any more."""
    rules = TEMPLATE.replace("kind: internal", "kind: regulatory\n    source: Law\n    verified: own")
    settings = SETTINGS.replace("boss: {may: [act_as]}", "boss: {may: [act_as, clocks]}")
    context = FakeContext(settings=settings, templates={"plain": rules})
    first = context.by("ada").open(owner="ada")
    context = context.later(days=9)
    second = context.open(owner="ada")
    contact(context, first, CALL, EventStamp(plus(NOW, timedelta(hours=1)), late="I was away"))
    with refused(context, Refused, "late entry that nobody has confirmed"):
        merge(context, first, second, "the same", AT_ONCE)
    confirm(context.by("cy"), first, Confirmation(refused=True, reason="no such call"), AT_ONCE)
    merge(context, first, second, "the same", AT_ONCE)
