"""assign: give a case to a person, at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.find import find
from casectl.actions.lookup.routing import Router, RoutingRule
from casectl.actions.recording.handoff_form import HandoffForm, details_given, find_and_name, named_form
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.messages import Message, Refused, msg
from casectl.core.values.value_class import value_class


def assign(context: Recording, case_ref: str, form: HandoffForm, when: EventStamp) -> Receipt:
    """Make a person the owner of a case; `form.team` moves the case to another team as well.

    Raises NotFound for an unknown case, person or team (all of them); Refused if the case is closed, or is that
    person's already.
    """
    case_id, form = find_and_name(context, case_ref, form)
    return record(context, case_id, propose_assign(context, form), when)


def propose_assign(context: Reading, form: HandoffForm) -> Propose:
    """The proposal of `assign`, for any case. Raises NotFound for an unknown person or team."""
    form = named_form(context, form)
    to, team = form.to, form.team

    def propose(case: Case, template: Template) -> Proposal:
        if case.header.owner == to and team in ("", case.header.team):
            raise Refused(msg("{id} already belongs to {owner}", id=case.id, owner=to))
        return Proposal([EventDraft("assigned", details_given(to=to, team=team, reason=form.reason))])

    return propose


@value_class
class Auto:
    """The routing rules, the reason that whoever assigns gives besides, and how that of the rules is put into words."""

    rules: Sequence[RoutingRule]
    reason: str = ""
    say: Callable[[Message], str] = str


def assign_auto(context: Recording, case_ref: str, auto: Auto, when: EventStamp) -> Receipt:
    """Give a case to whom the routing rules choose, and record why. Raises as `assign`, and Refused where they choose
    nobody.
    """
    return record(context, find(context, case_ref), propose_auto(context, auto), when)


def propose_auto(context: Reading, auto: Auto) -> Propose:
    """The proposal of `assign --auto`, for any case; what it has given away counts for the next one."""
    router = Router(context, auto.rules)

    def propose(case: Case, template: Template) -> Proposal:
        excerpt = Excerpt(case.source.file, excerpt_of(case))
        chosen = router.of(excerpt)
        if not chosen.person:
            raise Refused(msg("{id} was not assigned: {why}", id=case.id, why=chosen.why))
        if case.header.owner == chosen.person:
            raise Refused(msg("{id} already belongs to {owner}", id=case.id, owner=chosen.person))
        router.give(chosen.person, excerpt)
        why = "; ".join(filter(None, (auto.reason, auto.say(chosen.why))))
        return Proposal([EventDraft("assigned", details_given(to=chosen.person, reason=why))])

    return propose
