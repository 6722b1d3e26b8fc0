"""casectl explain"""

from __future__ import annotations

import click

from casectl.actions.due import explain
from casectl.cli.desk import open_desk
from casectl.cli.options import Settings, case_argument, format_option
from casectl.cli.output import put
from casectl.cli.verb import Verb
from casectl.render.clocks import explain as explain_view
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl explain 7QK3X resolve", "casectl explain 7QK3X --format json"],
    help=_(
        "Say how a deadline came about: every stretch of time that was counted or skipped and why (night, weekend,"
        " holiday, make-up day, pause), the clause, and the event and commit that caused it."
    ),
)
@case_argument
@click.argument("clock", metavar="[CLOCK]", default="", help=_("the clock's name; all, if not said"))
@format_option
@click.pass_obj
def command(settings: Settings, case: str, clock: str, format: str) -> int:
    desk = open_desk(settings)
    return put(explain_view(explain(desk, case, clock), desk.zone), settings, format)
