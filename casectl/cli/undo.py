"""casectl undo"""

from __future__ import annotations

import click

from casectl.actions.undo import undo
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl undo 7QK3X --reason 'Wrong case'"],
    help=_(
        "Take back your own last event of a case, where that is possible: the reversal is recorded, and nothing is"
        " removed from history."
    ),
)
@case_argument
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, reason: str, how: EventOptions, format: str) -> int:
    desk = open_desk(settings, how)
    return put_receipt(undo(desk, case, reason, when(desk, how)), desk, settings, format)
