"""casectl show"""

from __future__ import annotations

import click

from casectl.actions.show import show
from casectl.cli.context import open_context
from casectl.cli.options import Settings, case_argument, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import Verb
from casectl.render.case_page import case_view
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl show 7QK3X", "casectl show C-2611-7QK3XM4TV --format json"],
    help=_(
        "Show a case: header, deadlines, follow-ups, fields, journal, and the next steps with what each still needs."
    ),
)
@case_argument
@format_option
@click.pass_obj
def command(settings: Settings, case: str, format: str) -> int:
    context = open_context(settings)
    return write_view(case_view(show(context, case), context.zone), settings, format)
