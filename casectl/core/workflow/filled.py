"""Which fields a case must have filled: those required at opening, and in the states that it has entered."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.case.fold import effective_events
from casectl.core.case.imported import came_with_import
from casectl.core.case.model import RETYPED, Case
from casectl.core.case.renamed_fields import by_both_names
from casectl.core.template.fields import is_filled
from casectl.core.template.model import OPENING, Template
from casectl.core.values.messages import Message, msg
from casectl.core.values.naming import with_code
from casectl.core.values.tree import Path, Tree, get_in


def lacking(
    case: Case, template: Template, fields: Mapping[str, Tree], imported: int | None = None
) -> list[tuple[Path, Message]]:
    """The required fields that `fields` leaves empty, given the case's state, each with a message.

    An imported case need not have any; `imported` is how many of its events came with an import on record, None if
    only its id says so.
    """
    is_imported = came_with_import(case) if imported is None else imported
    known = {**by_both_names(fields, template.renamed.fields)}
    return [
        (path, msg("{title} ({name}) must be filled for {moment}",
                   title=field.title, name=".".join(path), moment=_moment(when, template)))
        for when in (() if is_imported else (OPENING, *_entered(case, template)))
        for path, field in template.required_for(when, known)
        if not is_filled(get_in(known, path))
    ]  # fmt: skip


def _moment(when: str, template: Template) -> Message:
    """When a field must be filled: at the opening, or in a state."""
    state = template.workflow.state(when)
    return msg("opening") if when == OPENING else with_code(when, state.title) if state else msg("{name}", name=when)


def lost(
    case: Case, template: Template, before: Mapping[str, Tree], after: Mapping[str, Tree]
) -> list[tuple[Path, Message]]:
    """What fields as they are `after` lack of what a case must have, and did not lack `before`."""
    missing = {path for path, _ in lacking(case, template, before)}
    return [each for each in lacking(case, template, after) if each[0] not in missing]


def _entered(case: Case, template: Template) -> list[str]:
    """The states entered since the case was last reopened, each once, in order."""
    entered: dict[str, None] = {}
    for event in effective_events(case.journal):
        if event.kind == RETYPED:
            entered = dict.fromkeys([*entered][-1:])
        if event.kind == "reopened" or (event.kind == RETYPED and event.text("to")):
            entered.clear()
        if event.kind in ("advanced", "reopened", RETYPED) and event.text("to"):
            entered[event.text("to")] = None
    return list(entered)
