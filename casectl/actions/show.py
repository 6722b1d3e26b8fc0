"""show: a case as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Present, Reading, Rules
from casectl.actions.lookup.boundaries import latest
from casectl.actions.lookup.case_links import open_parts
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.joined_cases import joined_cases
from casectl.actions.recording.field_changes import FieldChanges, transition_context_of
from casectl.core.case.compose import drift
from casectl.core.case.fold import templates_of
from casectl.core.case.ids import case_path
from casectl.core.case.kinds.boundary import in_words
from casectl.core.case.model import Case
from casectl.core.query.clause import among_lines
from casectl.core.query.selection import Selection
from casectl.core.reports import CaseView
from casectl.core.template.free_fields import free_part
from casectl.core.template.labels import Labels
from casectl.core.template.model import Template, Workflow
from casectl.core.template.settings import Person
from casectl.core.values.messages import CasectlError, LocalizedText, Message, msg
from casectl.core.values.value_class import replace
from casectl.core.workflow.transition_context import TransitionContext
from casectl.core.workflow.transitions import NextStep, next_steps

NOBODY = Person("", "")


def show(context: Reading, case_ref: str) -> CaseView:
    """The case in the work tree, its next steps with what each still needs, and the links from both sides.

    A case whose template cannot be used is shown with the names that are in its file, and without steps.
    """
    case_id = find(context, case_ref)
    case = read(context, case_id)
    away = not context.store.has(case_path(case_id))
    template, notes = _template(context, case.header.template)
    listing = context.excerpts(Selection(among_lines("linked", case_id)))
    backlinks = [(type, other.id) for other in listing.cases for type, target in other.links if target == case_id]
    joined = [*joined_cases(context, case)]
    book = context.casebook
    names = {name for each in (case, *joined) for name in templates_of(each.journal)}
    return CaseView(
        case,
        template,
        context.now,
        [] if away else _steps(context, case, template),
        backlinks,
        (
            *notes,
            *_boundary(context, (case, *joined)),
            *_notes(context, case),
            *([_in_archive(case_id)] if away else ()),
        ),
        {name: Labels.of(_template(context, name)[0]).with_settings(book) for name in names},
        dict(book.teams),
        tuple(joined),
        away,
        {each.name: each.title for each in book.people},
    )


def _template(context: Rules, name: str) -> tuple[Template, tuple[Message, ...]]:
    """The template; an empty one if it cannot be used, and a note that says why."""
    try:
        return context.template(name), ()
    except CasectlError as error:
        note = msg("the template cannot be used: {why}; for details: casectl check", why=error.what)
        return Template(name, "", LocalizedText.of(name), Workflow("", (), ())), (note,)


def _steps(context: Reading, case: Case, template: Template) -> list[NextStep]:
    try:
        known = transition_context_of(context, case, template, FieldChanges())
        transition_context = replace(known, open_parts=lambda: open_parts(context, case.id))
    except CasectlError:  # a reader who is not in the settings still sees the steps
        transition_context = TransitionContext(
            case, template, NOBODY, free_part(case), teams=dict(context.casebook.teams)
        )
    return next_steps(transition_context)


def _boundary(context: Reading, cases: Sequence[Case]) -> tuple[Message, ...]:
    stated = latest(cases, context.now)
    return (in_words(stated, context.zone),) if stated else ()


def _in_archive(case_id: str) -> Message:
    return msg("{id} is in the archive; to restore it: casectl archive --restore {id} --reason TEXT", id=case_id)


def _notes(context: Present, case: Case) -> tuple[Message, ...]:
    drifted = [each.key for each in drift(case, context.zone)]
    if not drifted:
        return ()
    return (msg("values edited by hand are ignored: {keys}; for details: casectl check", keys=drifted),)
