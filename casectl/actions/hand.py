"""assign, handoff, accept, return and escalate: whose a case is."""

from __future__ import annotations

from collections.abc import Callable

from casectl.actions.context import CommandContext
from casectl.actions.find import find
from casectl.actions.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.values.errors import Refused, UsageError, errors_of, raise_together
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class
from casectl.core.workflow.ownership import check_accept, check_not_closed, check_offer, check_return


@value_class
class HandoffForm:
    """The form of a handoff: to whom (a person, a team), why, what was tried, what the customer expects, background."""

    to: str = ""
    team: str = ""
    reason: str = ""
    tried: str = ""
    expects: str = ""
    background: str = ""


def assign(context: CommandContext, case_ref: str, form: HandoffForm, when: EventStamp) -> Receipt:
    """Give a case to a person, at once; `form.team` moves it to another team as well. Raises NotFound."""
    return record(context, _meant(context, case_ref, *_names(context, form)), assigning(context, form), when)


def assigning(context: CommandContext, form: HandoffForm) -> Propose:
    """What gives a case to a person. Raises NotFound if there is no such person or team."""
    raise_together(errors_of(*_names(context, form)))
    to = context.casebook.person(form.to)
    team = form.team

    def propose(case: Case, template: Template) -> Proposal:
        check_not_closed(case, template)
        if case.header.owner == to.name and team in ("", case.header.team):
            raise Refused(msg("{id} is with {owner} already", id=case.id, owner=to.name))
        return Proposal([EventDraft("assigned", _filled(to=to.name, team=team, reason=form.reason))])

    return propose


def offer(context: CommandContext, case_ref: str, form: HandoffForm, when: EventStamp) -> Receipt:
    """Offer a case to a person or a team; the giver answers for it until it is accepted.

    Raises UsageError if nobody, or not why, is named; Refused if the case is not the giver's to hand over.
    """
    needs = (lambda: _need_receiver(form), lambda: _need_reason(form.reason))
    case_id = _meant(context, case_ref, *_names(context, form), *needs)
    to, team = form.to, form.team

    def propose(case: Case, template: Template) -> Proposal:
        check_not_closed(case, template)
        check_offer(case, context.actor, to)
        details = _filled(to=to, team=team, giver=case.header.owner or context.actor.name, reason=form.reason,
                          tried=form.tried, expects=form.expects, background=form.background)  # fmt: skip
        return Proposal([EventDraft("offered", details)])

    return record(context, case_id, propose, when)


def accept(context: CommandContext, case_ref: str, when: EventStamp) -> Receipt:
    """Accept a case that was offered: from now on it is the receiver's."""

    def propose(case: Case, template: Template) -> Proposal:
        made = check_accept(case, context.actor)
        details = _filled(to=context.actor.name, giver=made.by, team=made.team)
        return Proposal([EventDraft("accepted", details)])

    return record(context, find(context, case_ref), propose, when)


def send_back(context: CommandContext, case_ref: str, reason: str, when: EventStamp) -> Receipt:
    """Return a case that was offered, with the reason; the giver keeps it. The giver may take an offer back so too."""
    case_id = _meant(context, case_ref, lambda: _need_reason(reason))

    def propose(case: Case, template: Template) -> Proposal:
        made = check_return(case, context.actor)
        return Proposal([EventDraft("returned", _filled(to=made.by, giver=made.to or made.team, reason=reason))])

    return record(context, case_id, propose, when)


def escalate(context: CommandContext, case_ref: str, level: int, form: HandoffForm, when: EventStamp) -> Receipt:
    """Raise a case's level, saying why; deadlines that depend on the level move with it.

    `level` 0 means one higher. With `form.to` the case is offered to that person in the same commit.
    """
    case_id = _meant(context, case_ref, *_names(context, form), lambda: _need_reason(form.reason))
    to = form.to

    def propose(case: Case, template: Template) -> Proposal:
        check_not_closed(case, template)
        wanted = level or case.header.level + 1
        levels = [name for name, _ in template.levels]
        if levels and str(wanted) not in levels:
            raise Refused(msg("there is no level {level}; levels are {levels}", level=wanted, levels=levels))
        if wanted <= case.header.level:
            raise Refused(msg("{id} is at level {level} already", id=case.id, level=case.header.level))
        drafts = [EventDraft("escalated", {"level": Plain(wanted), **_filled(reason=form.reason)})]
        if to:
            check_offer(case, context.actor, to)
            giver = case.header.owner or context.actor.name
            details = _filled(to=to, giver=giver, reason=form.reason, tried=form.tried,
                              expects=form.expects, background=form.background)  # fmt: skip
            drafts.append(EventDraft("offered", details))
        return Proposal(drafts)

    return record(context, case_id, propose, when)


def _filled(**details: str) -> dict[str, Tree]:
    return {key: value for key, value in details.items() if value}


def _meant(context: CommandContext, case_ref: str, *tries: Callable[[], object]) -> str:
    """The id of the case that is meant. Raises at once what fails of `tries`, and that there is no such case."""
    found: list[str] = []
    raise_together(errors_of(*tries, lambda: found.append(find(context, case_ref))))
    return found[0]


def _names(context: CommandContext, form: HandoffForm) -> list[Callable[[], object]]:
    """What fails for a person or a team that there is not."""
    return [
        lambda: context.casebook.person(form.to) if form.to else None,
        lambda: context.casebook.team(form.team) if form.team else None,
    ]


def _need_receiver(form: HandoffForm) -> None:
    if not form.to and not form.team:
        raise UsageError(msg("say to whom: a person, or --team NAME"))


def _need_reason(reason: str) -> None:
    if is_blank(reason):
        raise UsageError(msg("say why: --reason TEXT"))
