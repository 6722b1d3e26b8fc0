"""casectl take"""

from __future__ import annotations

import click

from casectl.actions.take import take
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl take 7QK3X"],
    help=_(
        "Take a case that nobody has, or that is offered to you or your team. A case that somebody else has is refused."
    ),
)
@case_argument
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(take(context, case, event_stamp(context, event)), context, settings, format)
