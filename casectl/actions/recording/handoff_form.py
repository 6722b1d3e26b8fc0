"""The form of a handoff, and the checks that assign, handoff, return and escalate share."""

from __future__ import annotations

from collections.abc import Callable

from casectl.actions.context import Cases, Present, Rules
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft
from casectl.core.case.model import Case
from casectl.core.template.fields import is_blank
from casectl.core.values.errors import UsageError, errors_of, raise_together
from casectl.core.values.messages import msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import value_class
from casectl.core.workflow.ownership import check_offer


@value_class
class HandoffForm:
    """The form of a handoff: to whom (a person, a team), why, what was tried, what the customer expects, background."""

    to: str = ""
    team: str = ""
    reason: str = ""
    tried: str = ""
    expects: str = ""
    background: str = ""


def offer_draft(context: Present, case: Case, form: HandoffForm) -> EventDraft:
    """The event that offers a case as the form says.

    Raises Refused if the case is not the actor's to hand over, or the recipient has it already.
    """
    check_offer(case, context.actor, form.to)
    details = filled(to=form.to, team=form.team, giver=case.header.owner or context.actor.name, reason=form.reason,
                     tried=form.tried, expects=form.expects, background=form.background)  # fmt: skip
    return EventDraft("offered", details)


def filled(**details: str) -> dict[str, Tree]:
    """The details that have a text."""
    return {key: value for key, value in details.items() if value}


def find_and_check(context: Cases, case_ref: str, *checks: Callable[[], object]) -> str:
    """The id of the case that `case_ref` means. Raises every failed check, and an unknown case, as one error."""
    found: list[str] = []
    raise_together(errors_of(*checks, lambda: found.append(find(context, case_ref))))
    return found[0]


def name_checks(context: Rules, form: HandoffForm) -> list[Callable[[], object]]:
    """Checks that raise NotFound for a person or a team of the form that the casebook does not have."""
    return [
        lambda: context.casebook.person(form.to) if form.to else None,
        lambda: context.casebook.team(form.team) if form.team else None,
    ]


def require_recipient(form: HandoffForm) -> None:
    """Raises UsageError if the form names neither a person nor a team."""
    if not form.to and not form.team:
        raise UsageError(msg("say to whom: a person, or --team NAME"))


def require_reason(reason: str) -> None:
    """Raises UsageError if the reason is blank."""
    if is_blank(reason):
        raise UsageError(msg("say why: --reason TEXT"))
