"""casectl accept"""

from __future__ import annotations

import click

from casectl.actions.accept import accept
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl accept 7QK3X"],
    help=_("Accept a case that was offered to you or your team: from then on you are its owner."),
)
@case_argument
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(accept(context, case, event_stamp(context, event)), context, settings, format)
