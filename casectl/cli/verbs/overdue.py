"""casectl overdue"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.overdue import overdue
from casectl.cli.context import open_context
from casectl.cli.lists.due import deadline_filter, due_options, write_due
from casectl.cli.lists.nothing_found import explain_nothing
from casectl.cli.lists.options import QueryVerb, selection_options
from casectl.cli.lists.selection import query
from casectl.cli.options import ListOptions, Settings, annotating_layout_options
from casectl.cli.verb import verb
from casectl.core.time.durations import parse_duration
from casectl.render.language import _


@verb(
    cls=QueryVerb,
    examples=[
        "casectl overdue",
        "casectl overdue --within 2h --team after-sales",
        "casectl overdue --kind regulatory --working",
        "casectl overdue --group-by team,clock",
        "casectl overdue --rev HEAD~20",
        "casectl overdue --exit-code --format tsv",
        "casectl overdue --kind regulatory --exit-code --format github",
    ],
    help=_(
        "List the open deadlines and follow-ups that have passed, the longest overdue first; with --within,"
        " those about to pass too; with --rev, the list as it was at a commit."
    ),
)
@click.option(
    "--within", default="", metavar=_("DURATION"), help=_("also what falls due within this time, such as 2h or 1wd")
)
@due_options
@selection_options
@annotating_layout_options
@click.pass_obj
def command(settings: Settings, /, chosen: dict[str, Any], layout: ListOptions, **given: Any) -> int:
    context = open_context(settings)
    length = parse_duration(given["within"]) if given["within"] else None
    until = (lambda at: context.calendar.after(at, length)) if length else None
    meant = query(context, chosen)
    report = overdue(context, meant, deadline_filter(context, given), until)
    if not report.rows:
        explain_nothing(context, meant, for_exit_code=given["exit_code"])
    return write_due(context, settings, report, layout, given)
