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
    examples=[
        "casectl adopt 7QK3X --reason 'Typo in the address, corrected in the editor'",
        "casectl adopt --refold 7QK3X --reason 'Two clones merged by hand'",
    ],
    help=_(
        "Record what was edited by hand: fields, comments and layout as they are now, and a changed state, owner, team"
        " or level if the rules allow it. With --refold the header is written again from the journal instead: after a"
        " merge made by hand, or to take an edit of the header back."
    ),
)
@case_argument
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@click.option("--refold", is_flag=True, help=_("write the header again from the journal"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, reason: str, refold: bool, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    receipt = adopt(context, case, reason, event_stamp(context, event), refold=refold)
    return write_receipt(receipt, context, settings, format)
