"""Letters of this clone that nobody has taken yet: recorded as contacts, so that only the outbox knows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.core.case.model import Case
from casectl.core.owed_reports import UNSENT, TodayRow
from casectl.core.query.clause import one_of
from casectl.core.query.selection import Selection
from casectl.core.time.instants import to_the_minute
from casectl.core.values.messages import CasectlError, Message, msg
from casectl.ports.sending import DRAFTED, SENDING, WAITING, Outgoing

_UNSENT = (DRAFTED, WAITING, SENDING)
"""Not those that are held back, which are owed as follow-ups, nor those that were refused, which is on record."""


def unsent_in(case: Case, messages: Sequence[Outgoing]) -> list[Outgoing]:
    """The letters on record in a case of which nobody knows that they were sent."""
    known = {event.id for event in case.journal}
    return [
        each for each in messages
        if each.is_letter and each.state in _UNSENT and each.case == case.id and each.event in known
    ]  # fmt: skip


def notes_of(context: Reading, case: Case, messages: Sequence[Outgoing]) -> tuple[Message, ...]:
    """What is to be said beside a case of its letters that were not sent yet."""
    return tuple(_noted(context, each) for each in unsent_in(case, messages))


def unsent_rows(context: Reading, messages: Sequence[Outgoing], person: str, team: str) -> Iterator[TodayRow]:
    """A row for each of these letters that a person wrote, or whose case that person or team has ("": everybody)."""
    cases = {each.case for each in messages if each.is_letter and each.state in _UNSENT}
    for found in context.excerpts(Selection(one_of("id", sorted(cases)))).cases if cases else ():
        with suppress(CasectlError):  # lists name what cannot be read
            case = read(context, found.id)
            for each in unsent_in(case, messages):
                event = case.event(each.event)
                by = event.by if event else ""
                if person in ("", by, found.text("owner")) and team in ("", found.text("team")):
                    step = ("remind", "--unsure") if each.state == SENDING else ("deliver",)
                    yield TodayRow(UNSENT, found, _titled(context, each), each.next_at, by, step)


def _noted(context: Reading, letter: Outgoing) -> Message:
    why, at = letter.why or "-", to_the_minute(letter.next_at, context.zone)
    if letter.state == SENDING:
        return msg(
            "a letter may not have been sent: {why}; see casectl remind --unsure (this is recorded in this clone only)",
            why=why,
        )
    return msg("a letter was not sent yet: {why}; casectl deliver tries again at {at} (this is recorded in this"
               " clone only)",
               why=why, at=at)  # fmt: skip


def _titled(context: Reading, letter: Outgoing) -> Message:
    why, at = letter.why or "-", to_the_minute(letter.next_at, context.zone)
    if letter.state == SENDING:
        return msg("letter may not have been sent: {why}", why=why)
    return msg("letter not sent yet, tried again at {at}: {why}", at=at, why=why)
