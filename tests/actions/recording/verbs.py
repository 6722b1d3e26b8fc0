"""Every verb that records on one case, called with what it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.assign import assign
from casectl.actions.attach import attach
from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.handoff import handoff
from casectl.actions.link import link
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.set_ import set_fields
from casectl.core.reports import Receipt
from casectl.core.time.instants import plus
from tests.fakes.context import FakeContext

VERBS: dict[str, Callable[[FakeContext, str, EventStamp], Receipt]] = {
    "note": lambda context, case, when: note(context, case, "x", when),
    "contact": lambda context, case, when: contact(context, case, Contact("out", "phone", "x"), when),
    "attach": lambda context, case, when: attach(context, case, "a.txt", b"x", when),
    "link": lambda context, case, when: link(context, case, "related", context.case_ids()[-1], when),
    "set": lambda context, case, when: set_fields(context, case, FieldChanges([("cause", "lid")]), when),
    "advance": lambda context, case, when: advance(
        context, case, "working", FieldChanges(ticks=["heard", "sorry"]), when
    ),
    "assign": lambda context, case, when: assign(context, case, HandoffForm("bob"), when),
    "offer": lambda context, case, when: handoff(context, case, HandoffForm("bob", reason="x"), when),
    "escalate": lambda context, case, when: escalate(context, case, 0, HandoffForm("bob", reason="x"), when),
    "followup": lambda context, case, when: followup.add(
        context, case, followup.NewFollowUp(plus(context.now, timedelta(minutes=30)), "visit"), when
    ),
}
