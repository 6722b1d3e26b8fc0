"""casectl overdue"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.list_cases import Window, overdue
from casectl.cli.desk import open_desk
from casectl.cli.options import Layout, Settings, layout_options
from casectl.cli.output import put
from casectl.cli.selection import query, selection_options
from casectl.cli.verb import Verb
from casectl.core.durations import parse_duration
from casectl.render.language import _
from casectl.render.lists import due_list


@click.command(
    cls=Verb,
    examples=[
        "casectl overdue",
        "casectl overdue --within 2h --team after-sales",
        "casectl overdue --exit-code --format tsv",
    ],
    help=_(
        "List the open deadlines that have passed, the one longest overdue first; with --within, those about to"
        " pass too."
    ),
)
@click.option(
    "--within", default="", metavar=_("DURATION"), help=_("also what falls due within this time, such as 2h or 1wd")
)
@click.option("--at", "at", default="", metavar=_("TIME"), help=_("as seen at this moment, if not now"))
@click.option("--clock", default="", metavar=_("CLOCK"), help=_("of this clock only"))
@click.option("--kind", type=click.Choice(["regulatory", "internal"]), help=_("of this kind of clock only"))
@click.option("--exit-code", is_flag=True, help=_("exit with 1 if anything is listed"))
@selection_options
@layout_options
@click.pass_obj
def command(settings: Settings, /, chosen: dict[str, Any], layout: Layout, exit_code: bool, **given: str) -> int:
    desk = open_desk(settings)
    length = parse_duration(given["within"]) if given["within"] else None
    window = Window(
        desk.moment(given["at"]) if given["at"] else None,
        (lambda at: desk.calendar.after(at, length)) if length else None,
        given["clock"],
        given["kind"] or "",
    )
    report = overdue(desk, window, query(desk, chosen))
    status = put(due_list(report, desk.zone), settings, layout)
    return status or int(exit_code and bool(report.rows))
