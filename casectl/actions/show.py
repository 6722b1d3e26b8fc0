"""show: a case as a person reads it."""

from __future__ import annotations

from casectl.actions.advance import Given, situation_of
from casectl.actions.desk import Desk
from casectl.actions.find import find, read
from casectl.core.case.compose import drift
from casectl.core.case.model import Case
from casectl.core.query.columns import Mask, Sheet
from casectl.core.reports import CaseView
from casectl.core.template.free_fields import free_part
from casectl.core.template.model import Template, Workflow
from casectl.core.template.settings import Person
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import Message, Words, msg
from casectl.core.workflow.transition_context import Situation
from casectl.core.workflow.transitions import Step, next_steps

NOBODY = Person("", "")


def show(desk: Desk, typed: str) -> CaseView:
    """The case in the work tree, its next steps with what each still needs, and the links from both sides.

    A case whose template cannot be used is shown with the names as they stand in its file, and without steps.
    """
    case_id = find(desk, typed)
    case = read(desk, case_id)
    template, notes = _template(desk, case.header.template)

    def linked(sheet: Sheet) -> Mask:
        found = sheet.among("links", lambda ids: case_id in ids)
        return sheet.everything if found is None else found

    listing = desk.facts(linked)
    backlinks = [(type, other.id) for other in listing.cases for type, target in other.links if target == case_id]
    return CaseView(case, template, desk.now, _steps(desk, case, template), backlinks, (*notes, *_notes(desk, case)))


def _template(desk: Desk, name: str) -> tuple[Template, tuple[Message, ...]]:
    """The template; one that knows nothing if it cannot be used, and a note that says why."""
    try:
        return desk.template(name), ()
    except CasectlError as error:
        note = msg("the template cannot be used: {why}; casectl check says more", why=error.what)
        return Template(name, "", Words.of(name), Workflow("", (), ())), (note,)


def _steps(desk: Desk, case: Case, template: Template) -> list[Step]:
    try:
        situation = situation_of(desk, case, template, Given())
    except CasectlError:  # a reader who is nobody here still sees the steps
        situation = Situation(case, template, NOBODY, free_part(case))
    return next_steps(situation)


def _notes(desk: Desk, case: Case) -> tuple[Message, ...]:
    drifted = [each.key for each in drift(case, desk.zone)]
    if not drifted:
        return ()
    return (msg("edited by hand, which does not count: {keys}; casectl check says more", keys=drifted),)
