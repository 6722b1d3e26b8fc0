"""casectl note"""

from __future__ import annotations

import click

from casectl.actions.tell import note
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.input import text_argument
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl note 7QK3X 'The warehouse confirms the wrong label'", "casectl note 7QK3X - < call.txt"],
    help=_("Add a note to a case: internal, dated, signed, and never altered."),
)
@case_argument
@click.argument("text", metavar="TEXT", help=_("the note; - reads it from standard input"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, text: str, how: EventOptions, format: str) -> int:
    desk = open_desk(settings, how)
    return put_receipt(note(desk, case, text_argument(text), when(desk, how)), desk, settings, format)
