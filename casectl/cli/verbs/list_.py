"""casectl list"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from casectl.actions.list_ import Cut, list_cases
from casectl.cli.lists.archived import archived_option, listed_context
from casectl.cli.lists.field_columns import named_columns, with_fields
from casectl.cli.lists.grouping import group_option, write_groups
from casectl.cli.lists.nothing_found import explain_nothing, with_filters
from casectl.cli.lists.options import QueryVerb, selection_options
from casectl.cli.lists.selection import query
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.query.clause import ORDERS
from casectl.core.query.model import EVERY
from casectl.core.values.messages import msg
from casectl.core.values.value_class import replace
from casectl.render.formats import WHOLE_FORMATS
from casectl.render.language import _
from casectl.render.views.lists import case_list

if TYPE_CHECKING:
    from casectl.render.view import View
    from casectl.workspace import Workspace


@verb(
    cls=QueryVerb,
    examples=[
        "casectl list owner:me state:active -team:after-sales",
        _("casectl list 'due<2wd level>=3' --sort next_due --limit 20"),
        "casectl list state:active --group-by team,owner",
        "casectl list --state investigating --team after-sales --sort next_due",
        _("casectl list --due-to tomorrow --format tsv | cut -f1"),
        "casectl list --archived --closed-from 2023-01-01",
    ],
    help=_("List cases: those that meet every condition given. Without one, all of them."),
)
@group_option
@selection_options
@archived_option
@layout_options
@click.pass_obj
def command(
    settings: Settings, chosen: dict[str, Any], keys: tuple[str, ...], layout: ListOptions, *, archived: bool
) -> int:
    context = listed_context(settings, archived=archived)
    meant = query(context, chosen)
    cut = Cut() if archived else _alike(context, keys) if keys else _cut(layout)
    report = list_cases(context, meant, cut)
    if not report.cases:
        explain_nothing(context, meant)
    if keys:
        return write_groups(context, settings, report, keys, layout)
    is_private = _is_private(context) if layout.format in WHOLE_FORMATS and not layout.fields else None
    view = _view(context, partial(case_list, report, context.zone, context.now, is_private=is_private), layout)
    if meant == EVERY and not (view.rows or report.unreadable):
        view = replace(view, notes=(msg("there are no cases yet; casectl new opens one"),))
    return write_view(with_filters(view), settings, named_columns(context, view, layout), report.left_out)


def _is_private(context: Workspace) -> Callable[[str, str], bool]:
    """Which fields are masked where all are shown; what is asked for by name is not."""
    from casectl.actions.lookup.private_values import PrivateFields  # few lists show all fields

    return PrivateFields(context).has


def _view(context: Workspace, view_of: Callable[[Sequence[str] | None], View], layout: ListOptions) -> View:
    """The cases, with their fields only if these are shown: those are read from each case."""
    asked = (*layout.fields, *layout.sort)
    if layout.format not in WHOLE_FORMATS:
        view = view_of(None)
        if {name.removeprefix("-") for name in asked} <= {column.name for column in view.columns}:
            return view
    return with_fields(context, view_of, asked)


def _alike(context: Workspace, keys: tuple[str, ...]) -> Cut:
    """The cases summed up, as far as they are counted by what the index has of them."""
    from casectl.actions.lookup.grouping import alike_under  # few lists are counted

    return Cut(alike=alike_under(context, keys))


def _cut(layout: ListOptions) -> Cut:
    """How many cases are shown and in what order, if the index knows that order."""
    known = layout.limit is not None and all(key.removeprefix("-") in ORDERS for key in layout.sort)
    return Cut(layout.sort, layout.limit) if known else Cut()
