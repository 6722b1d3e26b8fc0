"""Working off the outbox: each message is handed over once, and what nobody knows of is left to a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from casectl.actions.context import Reading
from casectl.core.case.ids import case_path
from casectl.core.time.instants import elapsed, plus, to_seconds
from casectl.core.values.messages import Message, NotFound, Refused, msg
from casectl.core.values.value_class import replace
from casectl.ports.sending import DRAFTED, HELD, REFUSED, SENDING, SENT, WAITING, Dispatch, Outbox, Outgoing

_PAUSES = (300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""Seconds between the tries of a message that nobody took; after the last one it is given up."""
_KEPT = timedelta(days=30)
"""How long a message that was sent is kept."""


def demand_host(context: Reading, dispatch: Dispatch) -> None:
    """Raise Refused on any machine but the one that the settings name, or without anything to remind by."""
    named = context.casebook.remind.host
    if named != dispatch.host:
        what = msg("reminders are sent only from {host}; this machine is {here}", host=named, here=dispatch.host)
        raise Refused(
            what if named else msg("casectl.yaml names no machine that sends reminders"),
            hint=msg("to send from here, set remind: host: {here} in casectl.yaml; --dry-run shows what would be sent",
                     here=dispatch.host),
        )  # fmt: skip
    if not dispatch.sender.channel:
        raise Refused(
            msg("casectl.yaml names no way to send reminders"),
            hint=msg("set the mail server (smtp:) and the sender (from:) under remind: in casectl.yaml;"
                     " --dry-run shows what would be sent"),
        )  # fmt: skip


def settle_drafts(context: Reading, outbox: Outbox) -> None:
    """Of the messages that were written when somebody was cut off: those whose reminder is recorded are to be sent."""
    for draft in [each for each in outbox.messages() if each.state == DRAFTED]:
        recorded = context.ledger.blob(case_path(draft.case)) or b""
        if draft.event.encode() in recorded:
            outbox.write(replace(draft, state=WAITING))
        else:
            outbox.remove(draft)


def deliver(context: Reading, dispatch: Dispatch) -> list[Outgoing]:
    """Send what waits and is due now; what became of each. The caller holds the outbox.

    Reminders are sent on the machine that the settings name, letters to customers where they were written.
    """
    outbox = dispatch.outbox
    settle_drafts(context, outbox)
    _forget_old(outbox, context.now)
    now, reminds = to_seconds(context.now), context.casebook.remind.host == dispatch.host
    waiting = [each for each in outbox.messages() if each.state == WAITING and to_seconds(each.next_at) <= now]
    return [tried(dispatch, each, context.now) for each in waiting if reminds or each.is_letter]


def tried(dispatch: Dispatch, message: Outgoing, now: datetime) -> Outgoing:
    """The message after one try. Until that is known it is kept as one of which nobody knows."""
    begun = replace(message, state=SENDING, tries=message.tries + 1, why="")
    dispatch.outbox.write(begun)
    outcome = (dispatch.letters if message.is_letter else dispatch.sender).send(begun)
    after = replace(begun, state=outcome.state, why=outcome.why)
    if outcome.state == WAITING:
        after = _again(after, now, outcome.wait)
    dispatch.outbox.write(after)
    return after


def _again(message: Outgoing, now: datetime, wait: int) -> Outgoing:
    if message.tries > len(_PAUSES):
        return replace(message, state=REFUSED)
    return replace(message, next_at=plus(now, timedelta(seconds=max(wait, _PAUSES[message.tries - 1]))))


def _forget_old(outbox: Outbox, now: datetime) -> None:
    for each in outbox.messages():
        if each.state == SENT and elapsed(each.written_at, now) > _KEPT:
            outbox.remove(each)


def not_sent(outbox: Outbox) -> list[Outgoing]:
    """The messages that a person looks at: nobody knows whether they were sent, or they were refused for good."""
    return [each for each in outbox.messages() if each.state in (SENDING, REFUSED)]


def chosen_again(outbox: Outbox, typed: str) -> Outgoing:
    """The message that a person names, which may not have been sent. Raises NotFound if there is no such one."""
    found = [each for each in not_sent(outbox) if each.id == typed] or [*_like(outbox, typed)]
    if len(found) != 1:
        raise NotFound(
            msg("there is no message {id} among those that may not have been sent", id=typed),
            hint=msg("casectl remind --unsure lists them"),
        )
    return found[0]


def _like(outbox: Outbox, typed: str) -> Iterator[Outgoing]:
    return (each for each in not_sent(outbox) if typed and typed in each.id)


def _of_letter(letter: Outgoing) -> Message:
    """What became of a letter to a customer."""
    case_id, address, why = letter.case, letter.address, letter.why or "-"
    if letter.state == SENT and letter.why:
        return msg("this is a rehearsal: the letter of {id} to {address} was not sent, but put into {file}",
                   id=case_id, address=address, file=letter.why)  # fmt: skip
    if letter.state == SENT:
        return msg("the letter of {id} was sent to {address}", id=case_id, address=address)
    if letter.state == HELD:
        return msg("the letter of {id} is sent by casectl deliver when the office opens", id=case_id)
    if letter.state == WAITING:
        return msg("the letter of {id} was not sent: {why}; casectl deliver tries again", id=case_id, why=why)
    if letter.state == REFUSED:
        return msg("the letter of {id} was refused for {address}: {why}; casectl reply {id} writes another",
                   id=case_id, address=address, why=why)  # fmt: skip
    return msg(
        "the letter of {id} may not have been sent: {why}; to decide: casectl remind --unsure", id=case_id, why=why
    )


def outcomes(messages: Iterable[Outgoing]) -> Iterator[Message]:
    """What became of messages, in words."""
    for each in messages:
        if each.is_letter:
            yield _of_letter(each)
            continue
        name, address, why = each.person, each.address, each.why or "-"
        if each.state == SENT and each.why:
            yield msg("this is a rehearsal: the e-mail to {name} was not sent, but put into {file}",
                      name=name, file=why)  # fmt: skip
        elif each.state == SENT:
            yield msg("sent to {name} <{address}>", name=name, address=address)
        elif each.state == WAITING:
            yield msg(
                "not sent to {name} <{address}>; casectl tries again later: {why}", name=name, address=address, why=why
            )
        elif each.state == REFUSED:
            yield msg("refused for {name} <{address}>: {why}", name=name, address=address, why=why)
        else:
            yield msg("may not have been sent to {name} <{address}>: {why}; to decide: casectl remind --unsure",
                      name=name,
                      address=address, why=why)  # fmt: skip
