"""casectl export"""

from __future__ import annotations

from functools import partial
from typing import Any

import click

from casectl.actions.export import export
from casectl.actions.list_ import list_cases
from casectl.cli.context import open_context
from casectl.cli.field_columns import named_columns, with_fields
from casectl.cli.grouping import group_option, write_groups
from casectl.cli.nothing_found import explain_nothing
from casectl.cli.options import ListOptions, Settings, fields_option, limit_option, sort_option
from casectl.cli.output import write_view
from casectl.cli.query_verb import QueryVerb
from casectl.cli.selection import query
from casectl.cli.selection_options import selection_options
from casectl.render.language import _
from casectl.render.records import export as export_view


@click.command(
    cls=QueryVerb,
    examples=[
        "casectl export --format jsonl > cases.jsonl",
        "casectl export --category closed --format csv > closed.csv",
    ],
    help=_(
        "Write whole cases for other programs: json and jsonl with journal and all, csv and tsv with a column a field."
    ),
)
@selection_options
@click.option(
    "--format", type=click.Choice(["json", "jsonl", "csv", "tsv"]), default="json", help=_("how to write them")
)
@group_option
@fields_option
@sort_option
@limit_option
@click.pass_obj
def command(settings: Settings, /, chosen: dict[str, Any], keys: tuple[str, ...], **given: Any) -> int:
    layout = ListOptions(**given)
    context = open_context(settings)
    meant = query(context, chosen)
    if keys:
        return write_groups(context, settings, list_cases(context, meant), keys, layout)
    report = export(context, meant)
    if not report.cases:
        explain_nothing(context, meant)
    view = with_fields(context, partial(export_view, report, context.zone), (*layout.fields, *layout.sort))
    return write_view(view, settings, named_columns(context, view, layout))
