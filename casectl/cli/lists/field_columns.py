"""Fields of templates in lists, as columns that no listed case has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from casectl.actions.lookup.known_names import fields_of, names_called
from casectl.cli.options import ListOptions
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from casectl.render.view import View


def with_fields(context: Workspace, view_of: Callable[[Sequence[str]], View], asked: Iterable[str]) -> View:
    """A view of cases; with the fields of all templates as columns if one is asked for that no listed case has."""
    view = view_of(())
    here = {column.name for column in view.columns}
    names = (name.removeprefix("-") for name in asked)
    return view if all({name, f"fields.{name}"} & here for name in names) else view_of(fields_of(context))


def named_columns(context: Workspace, view: View, layout: ListOptions) -> ListOptions:
    """The layout with columns by their names: a field may be given by its title, and a map means all its parts."""
    here = [column.name for column in view.columns]
    if {*layout.fields, *layout.sort} <= {*here}:
        return layout
    fields = tuple(name for word in layout.fields for name in _columns(context, here, word))
    sort = tuple(name for word in layout.sort for name in _columns(context, here, word))
    return layout._replace(fields=fields, sort=sort)


def _columns(context: Workspace, here: Collection[str], typed: str) -> list[str]:
    downwards, word = ("-", typed[1:]) if typed.startswith("-") else ("", typed)
    if word in here and not word.startswith("fields."):
        return [typed]
    meant = names_called(context, "field", word.removeprefix("fields."))
    name = f"fields.{meant[0]}" if len(meant) == 1 else word
    parts = [each for each in here if each.startswith(f"{name}.")]
    return [f"{downwards}{each}" for each in parts or ([name] if name in here else [word])]
