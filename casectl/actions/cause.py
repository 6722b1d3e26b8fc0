"""cause: record what a complaint came from, and who is responsible; or dispute that."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, recorded_text
from casectl.actions.recording.record import record
from casectl.core.case.causes import DISPUTED, FOUND, root_cause
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.template.settings import Casebook
from casectl.core.values.naming import names_meant, texts_of
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import value_class


@value_class
class FoundCause:
    """A root cause by code or title, why it came to that (what is behind last), and who or what is `responsible`."""

    cause: str
    whys: tuple[str, ...] = ()
    responsible: str = ""


def cause(context: Recording, case_ref: str, found: FoundCause, when: EventStamp) -> Receipt:
    """Record the root cause of a case. Raises NotFound for an unknown case or cause, UsageError for a blank text,
    Refused for whom the cause before names.
    """
    book = context.casebook
    details: dict[str, Tree] = {"cause": book.cause(found.cause)}
    if found.whys:
        details["whys"] = [recorded_text(each) for each in found.whys]
    if found.responsible:
        details["responsible"] = _responsible(book, recorded_text(found.responsible))

    def propose(case: Case, template: Template) -> Proposal:
        return Proposal([EventDraft(FOUND, details)])

    return record(context, find(context, case_ref), propose, when)


def dispute(context: Recording, case_ref: str, reason: str, when: EventStamp) -> Receipt:
    """Say that one is not responsible for a case. Raises NotFound for an unknown case, UsageError without a reason,
    Refused for somebody whom the cause does not name.
    """
    why = recorded_text(reason)

    def propose(case: Case, template: Template) -> Proposal:
        found = root_cause(case.journal)
        return Proposal([EventDraft(DISPUTED, {"responsible": found.responsible if found else "", "reason": why})])

    return record(context, find(context, case_ref), propose, when)


def _responsible(book: Casebook, text: str) -> str:
    """The name of the person or team that is meant; what names neither is somebody outside, as it was typed."""
    known = [(person.name, person.titles) for person in book.people]
    teams = [(name, texts_of(title)) for name, title in book.teams]
    meant = names_meant(text, [*known, *teams])
    return meant[0] if len(meant) == 1 else text
