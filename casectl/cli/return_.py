"""casectl return"""

from __future__ import annotations

import click

from casectl.actions.return_ import return_case
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[_("casectl return 7QK3X --reason 'Belongs to the warehouse'")],
    help=_(
        "Return a case that was offered to you, with the reason; the owner keeps it. The owner withdraws an offer"
        " the same way."
    ),
)
@case_argument
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, reason: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    return write_receipt(return_case(context, case, reason, event_stamp(context, event)), context, settings, format)
