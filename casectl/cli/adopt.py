"""casectl adopt"""

from __future__ import annotations

import click

from casectl.actions.adopt import adopt
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl adopt 7QK3X --reason 'Typo in the address, mended in the editor'"],
    help=_(
        "Record what was edited by hand: fields as they stand now, and a changed state, owner, team or level if the"
        " rules allow it."
    ),
)
@case_argument
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, reason: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(adopt(context, case, reason, event_stamp(context, event)), context, settings, format)
