"""The form of a handoff, and what assign, handoff, return and escalate share."""

from __future__ import annotations

from collections.abc import Callable

from casectl.actions.context import Cases, Present, Reading
from casectl.actions.lookup.find import find
from casectl.actions.lookup.named import person_named
from casectl.actions.recording.proposal import EventDraft
from casectl.core.case.model import Case
from casectl.core.values.messages import UsageError, errors_of, msg, raise_together
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace, value_class


@value_class
class HandoffForm:
    """The form of a handoff: to whom (a person, a team), why, what was tried, what the customer expects, background,
    and what the customer said to it.
    """

    to: str = ""
    team: str = ""
    reason: str = ""
    tried: str = ""
    expects: str = ""
    background: str = ""
    consent: str = ""


def offer_draft(context: Present, case: Case, form: HandoffForm) -> EventDraft:
    """The event that offers a case as the form says."""
    giver = case.header.owner or context.actor.name
    details = details_given(to=form.to, team=form.team, giver=giver, reason=form.reason, tried=form.tried,
                            expects=form.expects, background=form.background, consent=form.consent)  # fmt: skip
    return EventDraft("offered", details)


def details_given(**details: str) -> dict[str, Tree]:
    """The details that have a text."""
    return {key: value for key, value in details.items() if value}


def find_and_check(context: Cases, case_ref: str, *checks: Callable[[], object]) -> str:
    """The id of the case that `case_ref` means. Raises every failed check, and an unknown case, as one error."""
    found: list[str] = []
    raise_together(errors_of(*checks, lambda: found.append(find(context, case_ref))))
    return found[0]


def find_and_name(
    context: Reading, case_ref: str, form: HandoffForm, *checks: Callable[[], object]
) -> tuple[str, HandoffForm]:
    """The id of the case that `case_ref` means, and the form with the codes of the person and the team it names.

    Raises every failed check, an unknown case, person and team as one error.
    """
    codes: dict[str, str] = {}
    case_id = find_and_check(context, case_ref, *_naming(context, form, codes), *checks)
    return case_id, replace(form, **codes)


def named_form(context: Reading, form: HandoffForm) -> HandoffForm:
    """The form with the codes of the person and the team it names. Raises NotFound for an unknown one."""
    codes: dict[str, str] = {}
    raise_together(errors_of(*_naming(context, form, codes)))
    return replace(form, **codes)


def _naming(context: Reading, form: HandoffForm, codes: dict[str, str]) -> list[Callable[[], object]]:
    return [
        lambda: codes.update(to=person_named(context, form.to).name) if form.to else None,
        lambda: codes.update(team=context.casebook.team(form.team)) if form.team else None,
    ]


def require_recipient(form: HandoffForm) -> None:
    """Raises UsageError if the form names neither a person nor a team."""
    if not form.to and not form.team:
        raise UsageError(msg("say to whom: a person, or --team NAME"))
