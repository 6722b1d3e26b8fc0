"""casectl merge"""

from __future__ import annotations

import click

from casectl.actions.merge import merge
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, case_ids, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[_("casectl merge 7QK3X 9A2BC --reason 'She wrote and rang about the same parcel'")],
    help=_(
        "Merge a duplicate record of a complaint into the case that stays open. That case counts from the earlier"
        " receipt and takes over what was planned in the duplicate. The duplicate is closed and keeps its file and"
        " history; its id then means the case that stays open. casectl undo --batch reverses this in both."
    ),
)
@case_argument
@click.argument("into", metavar="INTO", help=_("the case that stays open"), shell_complete=case_ids)
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, /, case: str, into: str, reason: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    receipt = merge(context, case, into, reason, event_stamp(context, event))
    return write_receipt(receipt, context, settings, format)
