"""Lists that are empty: what the query may have meant."""

from __future__ import annotations

from casectl.actions.lookup.known_names import is_text
from casectl.core.query.model import EVERY, Condition, walk
from casectl.core.values.messages import msg
from casectl.workspace import Workspace


def explain_nothing(context: Workspace, condition: Condition, *, for_exit_code: bool = False) -> None:
    """Report of a query that found nothing what it may have meant.

    Raises UsageError if one of its words looks like a slip for the name of something, or `for_exit_code` is in no text
    at all, so that no job takes an empty list for a good one.
    """
    if condition == EVERY:
        return
    from casectl.actions.lookup.bare_words import refuse_slips

    refuse_slips(context, condition, for_exit_code=for_exit_code)
    _suggest_part(context, condition)


def _suggest_part(context: Workspace, condition: Condition) -> None:
    """Report, where nothing was found, that a text field was compared as a whole, and how to search for a part."""
    from casectl.core.query.conditions import FieldIs

    for each in walk(condition):
        if isinstance(each, FieldIs) and each.search_text and context.warn and is_text(context, each.name):
            part = f"{each.name}~{each.search_text}"
            context.warn(
                msg("{field}: matches the whole text; {part} matches a part of it", field=each.name, part=part)
            )
