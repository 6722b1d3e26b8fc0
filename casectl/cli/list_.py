"""casectl list"""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from casectl.actions.list_ import list_cases
from casectl.cli.context import open_context
from casectl.cli.field_columns import suggest_part, with_fields
from casectl.cli.grouping import group_option, write_groups
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.query_verb import QueryVerb
from casectl.cli.selection import query
from casectl.cli.selection_options import selection_options
from casectl.render.language import _
from casectl.render.lists import case_list


@click.command(
    cls=QueryVerb,
    examples=[
        "casectl list owner:me state:active -team:billing",
        "casectl list 'due<2wd level>=3' --sort next_due --limit 20",
        "casectl list state:active --group-by team,owner",
        "casectl list --state investigating --team after-sales --sort next_due",
        "casectl list --due-to tomorrow --format tsv | cut -f1",
    ],
    help=_("List cases: those that meet every condition given. Without one, all of them."),
)
@group_option
@selection_options
@layout_options
@click.pass_obj
def command(settings: Settings, chosen: dict[str, Any], keys: tuple[str, ...], layout: ListOptions) -> int:
    context = open_context(settings)
    meant = query(context, chosen)
    report = list_cases(context, meant)
    if not report.cases:
        suggest_part(context, meant)
    if keys:
        return write_groups(context, settings, report, keys, layout)
    asked = (*layout.fields, *layout.sort)
    return write_view(
        with_fields(context, partial(case_list, report, context.zone, context.now), asked), settings, layout
    )
