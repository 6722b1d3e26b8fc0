"""What honest people do with a case before somebody breaks a rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from casectl.actions.advance import advance
from casectl.actions.cause import FoundCause, cause
from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.handoff import handoff
from casectl.actions.inspect import Marked, appeal, inspect
from casectl.actions.note import note
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.new_follow_up import NewFollowUp, plan
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.redress import Offer, offer
from casectl.actions.reply import Wanted, draft, reply
from casectl.actions.set_ import set_fields
from casectl.core.case.owed import INSTRUCTION
from casectl.core.time.instants import format_instant, plus
from tests.actions.cases import AT_ONCE
from tests.contracts.letters import SCRIPT
from tests.fakes.context import NOW, FakeContext

Deed = Callable[[FakeContext, str], object]


def bob_away(context: FakeContext, case: str) -> None:
    """Until next year; Cy stands in."""
    del case
    settings = context.store.files["casectl.yaml"]
    away = b"bob: {away: [{from: 2026-01-01, until: 2027-01-03, deputy: cy}], "
    context.store.files["casectl.yaml"] = settings.replace(b"bob: {", away)


def by_cy_dropped(context: FakeContext, case: str) -> None:
    advance(context.by("cy"), case, "dropped", FieldChanges(reason="so"), AT_ONCE)


def offered(context: FakeContext, case: str) -> None:
    handoff(context.by("ada"), case, HandoffForm("cy", reason="please"), AT_ONCE)


def raised(to: str = "") -> Deed:
    """Escalated under an id that can be named, and offered to somebody with it."""
    form = HandoffForm(to, reason="hot")
    return lambda context, case: escalate(context.by("ada"), case, 0, form, EventStamp(event_id="both"))


def noted(context: FakeContext, case: str) -> None:
    note(context.by("ada"), case, "x", EventStamp(event_id="note0001"))


def told_and_paused(context: FakeContext, case: str) -> None:
    """The pause of a clock that asks for a notice, and the call in which it was given, an hour before."""
    contact(context.by("ada"), case, Contact("out", "phone", "wait"), EventStamp(event_id="told0001"))
    pause(context.later(hours=1), case, ClockChange("resolve", "wait", notice=Notice(event="told0001")), AT_ONCE)


def about_bob(context: FakeContext, case: str) -> None:
    set_fields(context.by("cy"), case, FieldChanges([("about", "bob")], reason="named"), AT_ONCE)


def taken(context: FakeContext, case: str) -> None:
    changes = FieldChanges([("cost", "99 CNY")], ["first.heard", "first.sorry"])
    advance(context.by("ada"), case, "working", changes, AT_ONCE)


def planned(context: FakeContext, case: str) -> None:
    new = NewFollowUp(plus(NOW, timedelta(hours=1)), "visit")
    plan(context.by("ada"), case, new, EventStamp(event_id="visit001"))


def instructed(context: FakeContext, case: str) -> None:
    """By somebody whose role may."""
    order = NewFollowUp(plus(NOW, timedelta(hours=1)), "ring her", "ada", kind=INSTRUCTION)
    plan(context.by("cy"), case, order, EventStamp(event_id="order001"))


def drafted(context: FakeContext, case: str) -> None:
    """A letter of Ada's that waits to be approved."""
    context.store.files["scripts/holding.yaml"] = SCRIPT
    reply(context.by("ada"), draft(context, case, Wanted(channel="phone")), EventStamp(event_id="draft001"))


def blamed(context: FakeContext, case: str) -> None:
    """The lid was loose, and Bob is responsible."""
    cause(context.by("cy"), case, FoundCause("lid.loose", ("Nobody turned it",), "bob"), AT_ONCE)


def too_much(context: FakeContext, case: str) -> None:
    """A refund above what Ada may grant alone."""
    offer(context.by("ada"), case, Offer("refund", "900 CNY"), EventStamp(event_id="offer001"))


def inspected(context: FakeContext, case: str) -> None:
    """Cy marks how Ada handled it."""
    marks = tuple(f"{name}=3" for name in ("script", "diagnosis", "solution", "emotion", "accuracy"))
    inspect(context.by("cy"), case, Marked(marks, "ada"), EventStamp(event_id="seen0001"))


def appealed(context: FakeContext, case: str) -> None:
    appeal(context.by("ada"), case, "", "It was right", AT_ONCE)


def promised(context: FakeContext, case: str) -> None:
    set_fields(context.by("ada"), case, FieldChanges([("paid_by", "2026-11-24")]), AT_ONCE)
    context.later(days=3)


def late_call(context: FakeContext, case: str) -> None:
    """A call of the first hour, which ada records nine days later."""
    context.by("ada").later(days=9)
    at = EventStamp(plus(NOW, timedelta(hours=1)), "call0001", "I was away")
    contact(context, case, Contact("out", "phone", "It is the lid"), at)


def days(days: float) -> Deed:
    return lambda context, _: context.later(days=days)


def later(**length: float) -> str:
    return format_instant(plus(NOW, timedelta(**length)), FakeContext().zone)
