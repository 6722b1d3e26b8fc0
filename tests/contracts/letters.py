"""Letters that the contract of events has recorded."""

from __future__ import annotations

from casectl.actions.approve import Approval, approve, reject
from casectl.actions.mail import take_in
from casectl.actions.recording.outgoing import Envelope, Post, Replied
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reply import Wanted, draft, reply
from casectl.actions.sending.letters import deliver_all
from casectl.adapters.mail.parsing import mail_in
from casectl.core.values.value_class import replace
from tests.actions.cases import AT_ONCE
from tests.actions.mailing.letters import bounce
from tests.fakes.context import TEMPLATE, FakeContext
from tests.fakes.dispatch import fake_dispatch

SCRIPT = b"""\
script: holding
title: {en: Holding, zh: "\xe8\xbf\x9b\xe5\xb1\x95"}
kind: holding
text: {en: "Dear {{customer.name}}, {{case}} takes longer."}
"""


APPROVED = TEMPLATE.replace("  initial: new\n", "  initial: new\n  approve: {letters: [holding], may: [boss]}\n")
"""The usual template, of which holding letters are approved."""


def approved(context: FakeContext) -> None:
    """A letter of Ada's that was sent back once; each of the two types for themselves."""
    context.recorder = ""
    context.store.files |= {"scripts/holding.yaml": SCRIPT, "templates/plain.yaml": APPROVED.encode()}
    case = context.by("ada").open()
    for _ in range(2):
        reply(context.by("ada"), draft(context, case, Wanted(channel="phone")), AT_ONCE)
        if context.case(case).event("sent-back") is None:
            reject(context.by("cy"), case, "Say when", EventStamp(event_id="sent-back"))
    approve(context.by("cy"), case, Approval(Envelope(True, "flora@example.org")), AT_ONCE)


def written_by_day_and_night(context: FakeContext) -> None:
    """Two e-mails, of which the second is sent in the morning."""
    written(context)
    dispatch = fake_dispatch()
    letter = draft(context, context.open(), Wanted(channel="mail", is_email=True, recipient="flora@example.org"))
    reply(context.later(hours=12), letter, AT_ONCE, Post(dispatch.outbox))
    deliver_all(context.later(hours=12), dispatch)
    sent_as = context.case(context.case_ids()[-1]).journal[-2].text("message_id")
    take_in(context, [mail_in(b"Message-ID: <bounce@x>\r\n" + bounce(sent_as))], b"")


def written(context: FakeContext) -> Replied:
    """An e-mail."""
    context.store.files["scripts/holding.yaml"] = SCRIPT
    letter = draft(context, context.open(), Wanted(channel="mail", is_email=True, recipient="flora@example.org"))
    return reply(context, replace(letter, text=f"{letter.text}\nBye"), AT_ONCE)
