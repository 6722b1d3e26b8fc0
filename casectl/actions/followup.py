"""followup: plan, finish and cancel what is to be done for a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from casectl.actions.context import Present, Reading, Recording
from casectl.actions.lookup.find import find
from casectl.actions.lookup.named import person_named
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import OUT_OF_YEARS, record
from casectl.core.case.compose import follow_up_tree
from casectl.core.case.model import Case, FollowUp
from casectl.core.case.owed import PROMISE
from casectl.core.clocks.effects import follow_up_id
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.time.instants import format_instant, to_seconds, to_the_minute
from casectl.core.values.errors import NotFound, UsageError
from casectl.core.values.messages import Message, msg
from casectl.core.values.naming import names_meant, texts_of
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace, value_class


@value_class
class NewFollowUp:
    """A follow-up to be added: when, what (a word or a few), who ("": the case's owner), a note; `zone` is that of the
    wall clock on which the time was typed ("": it is an instant or a length).
    """

    at: datetime
    what: str
    who: str = ""
    note: str = ""
    zone: str = ""


def add(context: Recording, case_ref: str, plan: NewFollowUp, when: EventStamp) -> Receipt:
    """Schedule a follow-up, with a note if that is outside working hours.

    Raises NotFound for an unknown case or person, UsageError if it is in the past, or blank.
    """
    if is_blank(plan.what):
        raise UsageError(msg("say what is to be done"))
    who = person_named(context, plan.who).name if plan.who else ""
    event_id = when.event_id or context.new_event_id()

    def propose(case: Case, template: Template) -> Proposal:
        if to_seconds(plan.at) < to_seconds(context.now):
            at = format_instant(plan.at, context.zone)
            raise UsageError(msg("{at} is in the past; follow-ups must be in the future", at=at))
        planned = FollowUp(follow_up_id(event_id), plan.at, plan.what, who or case.header.owner, note=plan.note,
                           zone=plan.zone)  # fmt: skip
        return Proposal([EventDraft("followup_added", {"follow_ups": [follow_up_tree(planned, context.zone)]})])

    try:
        notes = tuple(_closed(context, plan.at))
    except OverflowError:
        raise UsageError(OUT_OF_YEARS) from None
    receipt = record(context, find(context, case_ref), propose, replace(when, event_id=event_id))
    return receipt if receipt.already else replace(receipt, notes=(*receipt.notes, *notes))


def _closed(context: Reading, at: datetime) -> Iterator[Message]:
    """A note that nobody works at that time, and when somebody will again; none within working hours."""
    opening = context.calendar.within_hours(at)
    if to_seconds(opening) != to_seconds(at):
        when, then = format_instant(at, context.zone), format_instant(opening, context.zone)
        yield msg("the desk is closed at {at}; it opens at {opening}", at=when, opening=then)


def done(context: Recording, case_ref: str, which: str, outcome: str, when: EventStamp) -> Receipt:
    """A follow-up was done; `outcome` says how it went."""
    return record(
        context, find(context, case_ref), _ending(context, "followup_done", which, {"outcome": outcome}), when
    )


def cancel(context: Recording, case_ref: str, which: str, reason: str, when: EventStamp) -> Receipt:
    """Cancel a follow-up. Raises NotFound for an unknown case or follow-up, UsageError without a reason."""
    if is_blank(reason):
        raise UsageError(msg("say why: --reason TEXT"))
    return record(
        context, find(context, case_ref), _ending(context, "followup_cancelled", which, {"reason": reason}), when
    )


def _ending(context: Present, kind: str, which: str, details: dict[str, Tree]) -> Callable[[Case, Template], Proposal]:
    def propose(case: Case, template: Template) -> Proposal:
        follow_up = chosen_follow_up(case, template, which, context.now, context.zone)
        given = {key: value for key, value in details.items() if value}
        return Proposal([EventDraft(kind, {"follow_up": follow_up.id, "what": follow_up.what, **given})])

    return propose


def _promised(follow_up: FollowUp, template: Template) -> tuple[str, ...]:
    field = template.field_at(tuple(follow_up.what.split("."))) if follow_up.kind == PROMISE else None
    return texts_of(field.title) if field else ()


def chosen_follow_up(case: Case, template: Template, which: str, now: datetime, zone: tzinfo) -> FollowUp:
    """The open follow-up that `which` means: its id, the beginning of it, what is to be done, or the title of the rule
    that scheduled it; "": the only one.

    Of several that it may mean, the one that is due at `now`. Raises NotFound, naming the open ones with their times.
    """
    open_now = case.header.follow_ups
    titles = {rule.name: texts_of(rule.title) for rule in template.follow_ups}
    exact = [each for each in open_now if which and which in (each.id, each.rule)]
    called = (
        (each.id, (each.what, each.rule, *titles.get(each.rule, ()), *_promised(each, template))) for each in open_now
    )
    meant = names_meant(which, called)
    found = exact or [each for each in open_now if not which or each.id.startswith(which) or each.id in meant]
    due = [each for each in found if to_seconds(each.at) <= to_seconds(now)]
    if len(found) == 1 or (which and len(due) == 1):
        return (found if len(found) == 1 else due)[0]
    if not open_now:
        raise NotFound(msg("{id} has no open follow-up", id=case.id))
    if not which:
        what = msg("{id} has several open follow-ups: say which one", id=case.id)
    elif found:
        what = msg("{which} may mean several follow-ups", which=which)
    else:
        what = msg("{id} has no open follow-up {which}", id=case.id, which=which)
    names = [
        msg(
            "{id} ({name}, {at})",
            id=each.id,
            name=each.rule or each.what,
            at=to_the_minute(each.at, zone),
        )
        for each in found or open_now
    ]
    raise NotFound(what, hint=msg("open are {names}", names=names))
