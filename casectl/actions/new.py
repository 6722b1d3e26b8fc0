"""new: open a case from a template."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Recording
from casectl.actions.recording.opening import Opening, open_case
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.recording.typed_dates import parse_typed_dates
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_filled
from casectl.core.template.free_fields import tried_values, with_defaults
from casectl.core.template.model import OPENING, Field, Template
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Tree, get_in, mapping_of


def new(context: Recording, opening: Opening, when: EventStamp) -> Receipt:
    """Open a case and record it. Raises as `open_case` does."""
    return open_case(context, opening, when)


def next_question(
    context: Recording, template: Template, values: Sequence[tuple[str, Tree]], when: EventStamp
) -> tuple[str, Field | None] | None:
    """What a person has to be asked next for a new case: the name of what is missing, and its field (None: the title).

    None if nothing is missing, or if some of the values are refused as they are.
    """
    free, problems = tried_values({}, template, parse_typed_dates(context, template, values))
    free = with_defaults(free, template, (when.at or context.now).astimezone(context.zone))
    if problems:
        return None
    if not is_filled(free.get("title")):
        return "title", None
    required = template.required_for(OPENING, mapping_of(free.get("fields")))
    missing = [(path, field) for path, field in required if not is_filled(get_in(free, ("fields", *path)))]
    return next(((".".join(path), field) for path, field in missing), None)


def refuse_answer(context: Recording, template: Template, name: str, value: str) -> None:
    """Raises UsageError if `value` is not one for this field, or says nothing."""
    if not is_filled(value):
        what = (
            msg("{value} says nothing: an answer is required", value=value) if value else msg("an answer is required")
        )
        raise UsageError(msg("some values cannot be set"), problems=[what])
    _, problems = tried_values({}, template, parse_typed_dates(context, template, [(name, value)]))
    if problems:
        raise UsageError(msg("some values cannot be set"), problems=problems)
