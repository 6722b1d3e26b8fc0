"""Fields of templates in lists: as columns that no listed case has, and as conditions that nothing met."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from casectl.actions.lookup.known_names import fields_of, is_text
from casectl.core.query.model import Condition, walk
from casectl.core.values.messages import msg
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from casectl.render.view import View


def suggest_part(context: Workspace, condition: Condition) -> None:
    """Report, where nothing was found, that a text field was compared as a whole, and how to search for a part."""
    from casectl.core.query.conditions import FieldIs

    for each in walk(condition):
        if isinstance(each, FieldIs) and each.search_text and context.warn and is_text(context, each.name):
            part = f"{each.name}~{each.search_text}"
            context.warn(msg("{field}: is the whole text; {part} looks for a part of it", field=each.name, part=part))


def with_fields(context: Workspace, view_of: Callable[[Sequence[str]], View], asked: Iterable[str]) -> View:
    """A view of cases; with the fields of all templates as columns if one is asked for that no listed case has."""
    view = view_of(())
    here = {column.name for column in view.columns}
    names = (name.removeprefix("-") for name in asked)
    return view if all({name, f"fields.{name}"} & here for name in names) else view_of(fields_of(context))
