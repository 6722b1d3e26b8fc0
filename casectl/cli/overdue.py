"""casectl overdue"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.list_cases import Window, overdue
from casectl.cli.desk import open_desk
from casectl.cli.due_options import DueList, due_options, put_due
from casectl.cli.options import Layout, Settings, layout_options
from casectl.cli.query_verb import QueryVerb
from casectl.cli.selection import query, selection_options
from casectl.core.durations import parse_duration
from casectl.render.language import _


@click.command(
    cls=QueryVerb,
    examples=[
        "casectl overdue",
        "casectl overdue --within 2h --team after-sales",
        "casectl overdue --kind regulatory --working",
        "casectl overdue --rev HEAD~20",
        "casectl overdue --exit-code --format tsv",
    ],
    help=_(
        "List the open deadlines that have passed, the one longest overdue first; with --within, those about to"
        " pass too; with --rev, the list as it stood at a commit."
    ),
)
@click.option(
    "--within", default="", metavar=_("DURATION"), help=_("also what falls due within this time, such as 2h or 1wd")
)
@due_options
@click.option("--rev", default="", metavar=_("COMMIT"), help=_("as it stood at this commit, and at its time"))
@selection_options
@layout_options
@click.pass_obj
def command(settings: Settings, /, chosen: dict[str, Any], layout: Layout, rev: str, **given: Any) -> int:
    desk = open_desk(settings)
    at = desk.moment(given["at"]) if given["at"] else None
    listing = None
    if rev:
        from casectl.actions.list_then import casebook_at

        listing = casebook_at(desk, rev)
        at = at or listing.at
    elif at and at < desk.now:
        from casectl.actions.list_then import casebook_until

        listing = casebook_until(desk, at)
    length = parse_duration(given["within"]) if given["within"] else None
    until = (lambda moment: desk.calendar.after(moment, length)) if length else None
    window = Window(at, until, given["clock"], given["kind"] or "")
    report = overdue(desk, window, query(desk, chosen), listing)
    return put_due(desk, settings, DueList(report, layout), given)
