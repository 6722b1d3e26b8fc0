"""Merges of what two clones did to one case, in which each detail of the event of a merge is needed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.assign import assign
from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.merge import merge
from casectl.actions.merge_driver import merge_driver
from casectl.actions.override import override
from casectl.actions.reconcile import Decision, reconcile
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.merged_form import Sides
from casectl.actions.set_ import set_fields
from casectl.actions.split import Part, split
from casectl.core.case.ids import case_path
from casectl.core.time.instants import plus
from casectl.ports.recording import NewCommit
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext

Act = Callable[[FakeContext, str], object]
SOLVED = FieldChanges([("cause", "a loose lid")], ["first.heard", "first.sorry"], "so it is")


def merged(context: FakeContext, case: str, mine: Act, theirs: Act) -> str:
    """A case that two clones worked on, theirs after ours, once git has merged them; its id."""
    path = case_path(case)
    before, now = context.store.files[path], context.now
    mine(context, case)
    ours = context.store.files[path]
    context.store.files[path], context.now = before, now
    context.ledger.record(context.ledger.head(), [NewCommit({path: before}, "the other clone")], now)
    theirs(context.later(hours=1), case)
    _, data = merge_driver(context, path, Sides(before, ours, context.store.files[path]))
    context.store.files[path] = data
    context.ledger.record(context.ledger.head(), [NewCommit({path: data}, "merge")], context.now)
    return case


def moved(*states: str) -> Act:
    """Moved on by these steps; the customer is told before the case is solved."""

    def act(context: FakeContext, case: str) -> None:
        for state in states:
            if state == "solved":
                contact(context, case, Contact("out", "phone", "told"), AT_ONCE)
            advance(context.by("cy"), case, state, SOLVED, AT_ONCE)

    return act


def joined_to(into: str) -> Act:
    """Joined to another case."""
    return lambda context, case: merge(context.by("cy"), case, into, "one parcel", AT_ONCE)


def raised(level: int) -> Act:
    """Escalated to a level."""
    return lambda context, case: escalate(context.by("cy"), case, level, HandoffForm(reason="hot"), AT_ONCE)


def titled(title: str) -> Act:
    """With another title."""
    return lambda context, case: set_fields(context.by("cy"), case, FieldChanges([("title", title)]), AT_ONCE)


def due_in(hours: int) -> Act:
    """With a deadline that was set by hand."""
    return lambda context, case: override(
        context.by("cy"),
        case,
        ClockChange("resolve", reason="So"),
        lambda _: plus(NOW, timedelta(hours=48 + hours)),
        AT_ONCE,
    )


def planned(context: FakeContext) -> str:
    """A case with a visit to be made."""
    case = context.by("cy").open(owner="cy")
    followup.add(context, case, followup.NewFollowUp(plus(context.now, timedelta(hours=3)), "visit", "cy"), AT_ONCE)
    return case


def given(person: str) -> Act:
    """Assigned to somebody."""
    return lambda context, case: assign(context.by("cy"), case, HandoffForm(person, reason="yours"), AT_ONCE)


def _done(context: FakeContext, case: str) -> None:
    followup.done(context.by("cy"), case, "visit", followup.Outcome("went well"), AT_ONCE)


def merge_all(context: FakeContext) -> None:
    """A case for each detail that the event of a merge may have."""
    merged(context, context.by("cy").open(), moved("working", "dropped"), moved("working"))
    merged(context, context.by("cy").open(), raised(3), raised(2))
    merged(context, context.by("cy").open(), titled("One"), titled("Another"))
    merged(context, context.by("cy").open(), due_in(9), due_in(12))
    merged(context, planned(context), _done, given("bob"))
    merged(context, context.open(), joined_to(context.open()), joined_to(context.open()))


def settled(context: FakeContext) -> None:
    """A conflict that somebody settled with the other side's value."""
    case = merged(context, context.by("cy").open(), titled("One"), titled("Another"))
    reconcile(context, case, Decision(other=True, reason="The customer said so"), AT_ONCE)


def joined(context: FakeContext) -> None:
    """A second record of a complaint, which was received earlier and has a contact, joined to the first, where a
    regulator's clock goes on.
    """
    template = context.store.files["templates/plain.yaml"]
    context.store.files["templates/plain.yaml"] = template.replace(b"kind: internal", b"kind: regulatory", 1)
    first = context.open(received_at=plus(NOW, -timedelta(hours=1)))
    contact(context, first, Contact("out", "phone", "told"), AT_ONCE)
    merge(context, first, context.open(), "one parcel", AT_ONCE)


def taken_apart(context: FakeContext) -> None:
    """A second complaint taken out of a case."""
    split(context, context.open(), Part([("title", "The lid")], reason="Another product"), AT_ONCE)
