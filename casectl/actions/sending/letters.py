"""Letters to customers by mail: recorded first, then sent, and held back while the office is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casectl.actions.context import Recording
from casectl.actions.lookup.find import case_in, read
from casectl.actions.recording.outgoing import (
    Envelope,
    Replied,
    contact_details,
    letter_bytes,
    letter_id,
    letter_of,
    undelivered_details,
)
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.actions.sending.delivery import deliver, tried
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case, Event
from casectl.core.law.letters import draft_of, waiting_letter
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError, Message, NotFound, Refused, msg
from casectl.core.values.value_class import replace
from casectl.ports.sending import DRAFTED, HELD, REFUSED, WAITING, Dispatch, Outgoing


def send(context: Recording, dispatch: Dispatch, write: Callable[[], Replied]) -> tuple[Receipt, Outgoing | None]:
    """Record a letter by `write`, which puts it into the outbox first, and try once to send it.

    The message is None if the letter waits to be approved. Raises RepositoryError if somebody else is sending.
    """
    with dispatch.outbox.locked():
        receipt = write().receipt
        message = _message(dispatch, letter_id(receipt.case.id, receipt.events[-1].id))
        if message and message.state in (DRAFTED, WAITING):
            message = tried(dispatch, message, context.now)
            receipt = replace(receipt, notes=(*receipt.notes, *_refusals(context, [message])))
        return receipt, message


def _message(dispatch: Dispatch, wanted: str) -> Outgoing | None:
    return next((each for each in dispatch.outbox.messages() if each.id == wanted), None)


def deliver_all(context: Recording, dispatch: Dispatch) -> tuple[list[Outgoing], list[Message]]:
    """Send all that waits and is due, letters that were held back among it; what became of each, and what went wrong.

    The caller holds the outbox.
    """
    troubles = [*_release_all(context, dispatch)]
    sent = deliver(context, dispatch)
    return sent, [*troubles, *_refusals(context, sent), *_gone(dispatch)]


def _gone(dispatch: Dispatch) -> Iterator[Message]:
    """That a webhook is not asked any more, and what to do about it."""
    if host := dispatch.sender.gone:
        yield msg("the webhook at {host} answered 410 (gone) and will not be called again; change its address"
                  " in casectl.yaml (remind: webhook: url:), then see with casectl remind --unsure what to send"
                  " again",
                  host=host)  # fmt: skip


def _release_all(context: Recording, dispatch: Dispatch) -> Iterator[Message]:
    """Record the letters that were held back until now as the contacts that they are, to be sent; what went wrong.

    One that was approved, written again or dropped meanwhile is forgotten.
    """
    now = to_seconds(context.now)
    if to_seconds(context.calendar.within_hours(context.now)) != now:
        return
    for message in dispatch.outbox.messages():
        if message.state == HELD and to_seconds(message.next_at) <= now:
            try:
                _release(context, dispatch, message)
            except CasectlError as error:
                yield msg("the letter of {id} is not sent: {what}", id=message.case, what=error.what)


def _release(context: Recording, dispatch: Dispatch, message: Outgoing) -> None:
    case, out = _as_recorded(context, message.case), f"{message.event}-out"
    draft, known = case.event(message.event), case.event(out)
    if draft is None or (known is None and draft_of(case) != draft):
        dispatch.outbox.remove(message)
        return
    at, by = (known.at, known.by) if known else (context.now.replace(microsecond=0), context.actor.name)
    envelope = Envelope(True, message.person)
    said = Event(out, at, by, draft.kind, draft.data)
    letter = letter_of(context, case, said, envelope)
    content = letter_bytes(letter, envelope)

    def propose(case: Case, _template: Template) -> Proposal:
        if draft_of(case) != draft or (waits := waiting_letter(case)) is None:
            raise Refused(msg("{id} has changed in the meantime, so the reminder no longer applies", id=case.id))
        ended = {"follow_up": waits.id, "what": waits.what}
        return Proposal(
            [
                EventDraft("contacted", contact_details(said, letter, content, envelope)),
                EventDraft("followup_done", {**ended}),
            ]
        )

    if known is None:
        record(context, case.id, propose, EventStamp(event_id=out))
    dispatch.outbox.write(replace(message, state=WAITING, letter=content.decode(), event=out))


def _as_recorded(context: Recording, case_id: str) -> Case:
    """The case in HEAD, which the work tree may lag behind where somebody was cut off."""
    path = case_path(case_id)
    content = context.ledger.blob(path)
    return case_in(context, path, content) if content is not None else read(context, case_id)


def _refusals(context: Recording, messages: list[Outgoing]) -> Iterator[Message]:
    """Put on record which letters a mail server said for good that it does not take; what went wrong."""
    for each in messages:
        if each.is_letter and each.state == REFUSED:
            try:
                _refused(context, each)
            except CasectlError as error:
                yield msg("{id}: {what}", id=each.case, what=error.what)


def _refused(context: Recording, letter: Outgoing) -> None:
    """That the letter never reached the customer, so that no clock counts it, and who owes another one."""
    event_id = context.new_event_id()

    def propose(case: Case, _template: Template) -> Proposal:
        if (sent := case.event(letter.event)) is None:
            raise NotFound(msg("{id} has no letter {event}", id=case.id, event=letter.event))
        return Proposal([EventDraft("filed", undelivered_details(context, case, sent, letter.why, event_id))])

    record(context, letter.case, propose, EventStamp(event_id=event_id))
