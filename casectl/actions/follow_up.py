"""followup add, done, cancel: what is still to be done for a case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from casectl.actions.desk import Desk
from casectl.actions.find import find
from casectl.actions.proposal import Draft, Proposal, When
from casectl.actions.record import record
from casectl.core.case.compose import follow_up_tree
from casectl.core.case.model import Case, FollowUp
from casectl.core.clocks.effects import follow_up_id
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.time.instants import format_instant
from casectl.core.values.errors import Misused, NotFound
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import frozen


@frozen
class Plan:
    """A follow-up to be added: when, what (a word or a few), who ("": the case's owner), a note."""

    at: datetime
    what: str
    who: str = ""
    note: str = ""


def add(desk: Desk, typed: str, plan: Plan, when: When) -> Receipt:
    """Schedule a follow-up. Raises Misused if it lies in the past or says nothing."""
    if is_blank(plan.what):
        raise Misused(msg("say what is to be done"))
    who = desk.casebook.person(plan.who).name if plan.who else ""
    event_id = when.event_id or desk.new_event_id()

    def propose(case: Case, template: Template) -> Proposal:
        if plan.at < desk.now:
            raise Misused(msg("{at} is over: a follow-up lies ahead", at=format_instant(plan.at, desk.zone)))
        planned = FollowUp(follow_up_id(event_id), plan.at, plan.what, who or case.header.owner, note=plan.note)
        return Proposal([Draft("followup_added", {"follow_ups": [follow_up_tree(planned, desk.zone)]})])

    receipt = record(desk, find(desk, typed), propose, When(when.at, event_id))
    return receipt if receipt.already else receipt._replace(notes=(*receipt.notes, *_closed(desk, plan.at)))


def _closed(desk: Desk, at: datetime) -> Iterator[Message]:
    """That nobody is at the desk then, and when somebody will be."""
    opening = desk.calendar.within_hours(at)
    if opening != at:
        when, then = format_instant(at, desk.zone), format_instant(opening, desk.zone)
        yield msg("the desk is closed at {at}; it opens at {opening}", at=when, opening=then)


def done(desk: Desk, typed: str, which: str, outcome: str, when: When) -> Receipt:
    """A follow-up was done; `outcome` says how it went."""
    return record(desk, find(desk, typed), _ending("followup_done", which, {"outcome": outcome}), when)


def cancel(desk: Desk, typed: str, which: str, reason: str, when: When) -> Receipt:
    """A follow-up is no longer needed; `reason` says why. Raises Misused without one."""
    if is_blank(reason):
        raise Misused(msg("say why: --reason TEXT"))
    return record(desk, find(desk, typed), _ending("followup_cancelled", which, {"reason": reason}), when)


def _ending(kind: str, which: str, details: dict[str, Tree]) -> Callable[[Case, Template], Proposal]:
    def propose(case: Case, template: Template) -> Proposal:
        meant = choose(case, which)
        said = {key: value for key, value in details.items() if value}
        return Proposal([Draft(kind, {"follow_up": meant.id, "what": meant.what, **said})])

    return propose


def choose(case: Case, which: str) -> FollowUp:
    """The open follow-up that `which` means: its id, the beginning of it, or what is to be done; "" the only one.

    Raises NotFound, naming the open ones.
    """
    standing = case.header.follow_ups
    exact = [each for each in standing if which and which in (each.id, each.rule)]
    found = exact or [each for each in standing if not which or each.id.startswith(which) or each.what == which]
    if len(found) == 1:
        return found[0]
    names = [f"{each.id} ({each.rule or each.what}, {each.at:%Y-%m-%d %H:%M})" for each in standing]
    if not standing:
        raise NotFound(msg("{id} has no open follow-up", id=case.id))
    if not which:
        what = msg("{id} has several open follow-ups: say which one", id=case.id)
    elif found:
        what = msg("{which} may mean several follow-ups", which=which)
    else:
        what = msg("{id} has no open follow-up {which}", id=case.id, which=which)
    raise NotFound(what, hint=msg("open are {names}", names=names))
