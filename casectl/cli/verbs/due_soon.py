"""casectl due-soon"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.due_soon import due_soon
from casectl.cli.context import open_context
from casectl.cli.lists.due import deadline_filter, due_options, write_due
from casectl.cli.lists.nothing_found import explain_nothing
from casectl.cli.lists.options import QueryVerb, selection_options
from casectl.cli.lists.selection import query
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.verb import verb
from casectl.core.time.durations import parse_duration
from casectl.render.language import _


@verb(
    cls=QueryVerb,
    examples=["casectl due-soon", "casectl due-soon --within 2wd --owner me", "casectl due-soon --kind regulatory"],
    help=_(
        "List the open deadlines and follow-ups that will soon be due, the soonest first: a deadline within the"
        " warning time of its clock (warn: in the template), a follow-up within one working day; or with"
        " --within everything that falls due in that time."
    ),
)
@click.option(
    "--within",
    default="",
    metavar=_("DURATION"),
    help=_("within this time, such as 2h or 1wd, instead of each clock's warning"),
)
@due_options
@selection_options
@layout_options
@click.pass_obj
def command(settings: Settings, /, chosen: dict[str, Any], layout: ListOptions, **given: Any) -> int:
    context = open_context(settings)
    within = parse_duration(given["within"]) if given["within"] else None
    meant = query(context, chosen)
    report = due_soon(context, meant, deadline_filter(context, given), within)
    if not report.rows:
        explain_nothing(context, meant, for_exit_code=given["exit_code"])
    return write_due(context, settings, report, layout, given)
