"""casectl confirm"""

from __future__ import annotations

import click

from casectl.actions.confirm import Confirmation, confirm
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        "casectl confirm 7QK3X",
        _("casectl confirm 7QK3X 9f3kq2 --refuse --reason 'No call in the telephone log'"),
    ],
    help=_(
        "Confirm an entry that a colleague recorded only after a regulatory deadline had passed: the clocks then"
        " stop at the time when it happened. Until then they count as open. Only somebody else with may: [clocks],"
        " who has not owned the case, can confirm it."
    ),
)
@case_argument
@click.argument(
    "entry", required=False, default="", metavar="[EVENT]", help=_("which late entry, if there are several")
)
@click.option(
    "--refuse", is_flag=True, help=_("refuse it: the clocks then stop at the time of recording, which is late")
)
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, /, case: str, entry: str, refuse: bool, reason: str, event: EventOptions, format: str
) -> int:
    context = open_context(settings, event)
    receipt = confirm(context, case, Confirmation(entry, refuse, reason), event_stamp(context, event))
    return write_receipt(receipt, context, settings, format)
