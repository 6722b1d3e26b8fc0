"""What plans a follow-up: a call, a promise to the customer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.find import find
from casectl.actions.lookup.named import person_named
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import OUT_OF_YEARS, record
from casectl.core.case.compose import follow_up_tree
from casectl.core.case.model import Case, FollowUp
from casectl.core.clocks.effects import follow_up_id
from casectl.core.reports import Receipt
from casectl.core.template.absences import absence_on, away_until
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.value_class import replace, value_class


@value_class
class NewFollowUp:
    """A follow-up to be added: when, what (a word or a few), who ("": the case's owner), a note; `zone` is that of the
    wall clock on which the time was typed ("": it is an instant or a length). `kind` is that of a `FollowUp`, as are
    `every` and `until`.
    """

    at: datetime
    what: str
    who: str = ""
    note: str = ""
    zone: str = ""
    kind: str = ""
    every: str = ""
    until: datetime | None = None


def plan(context: Recording, case_ref: str, new: NewFollowUp, when: EventStamp) -> Receipt:
    """Schedule a follow-up, with a note if that is outside working hours, or its doer is away then.

    Raises NotFound for an unknown case or person, UsageError if it is in the past, or blank.
    """
    if is_blank(new.what):
        raise UsageError(msg("say what is to be done"))
    who = person_named(context, new.who).name if new.who else ""
    event_id = when.event_id or context.new_event_id()

    def propose(case: Case, template: Template) -> Proposal:
        if to_seconds(new.at) < to_seconds(context.now):
            at = format_instant(new.at, context.zone)
            raise UsageError(msg("{at} is in the past; follow-ups must be in the future", at=at))
        planned = FollowUp(follow_up_id(event_id), new.at, new.what, who or case.header.owner, "", new.note, new.kind,
                           new.zone, None, new.every, new.until)  # fmt: skip
        return Proposal([EventDraft("followup_added", {"follow_ups": [follow_up_tree(planned, context.zone)]})])

    try:
        notes = (*_closed(context, new.at), *_away(context, who, new.at))
    except OverflowError:
        raise UsageError(OUT_OF_YEARS) from None
    receipt = record(context, find(context, case_ref), propose, replace(when, event_id=event_id))
    return receipt if receipt.already else replace(receipt, notes=(*receipt.notes, *notes))


def _away(context: Reading, who: str, at: datetime) -> Iterator[Message]:
    """A note that who is to do it is away then."""
    person = next((each for each in context.casebook.people if each.name == who), None)
    if person and (absence := absence_on(person.away, at.astimezone(context.zone).date())):
        yield away_until(person.name, absence)


def _closed(context: Reading, at: datetime) -> Iterator[Message]:
    """A note that nobody works at that time, and when somebody will again; none within working hours."""
    opening = context.calendar.within_hours(at)
    if to_seconds(opening) != to_seconds(at):
        when, then = format_instant(at, context.zone), format_instant(opening, context.zone)
        yield msg("the desk is closed at {at}; it opens at {opening}", at=when, opening=then)
