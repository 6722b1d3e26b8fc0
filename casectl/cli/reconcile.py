"""casectl reconcile"""

from __future__ import annotations

import click

from casectl.actions.reconcile import Decision, reconcile
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        _("casectl reconcile 7QK3X --reason 'Both closed it; resolved is right'"),
        _("casectl reconcile 7QK3X request --other --reason 'The customer said so last'"),
    ],
    help=_(
        "Resolve what a merge left undecided. The current value is kept, unless --other takes the other side's. To"
        " take a state, an owner or a deadline from the other side, set it first with its own command."
    ),
)
@case_argument
@click.argument(
    "about", nargs=-1, metavar="[WHAT]…", help=_("what is decided, as the case names it; by default everything")
)
@click.option("--other", is_flag=True, help=_("take the other side's value"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, /, case: str, about: tuple[str, ...], other: bool, reason: str, event: EventOptions, format: str
) -> int:
    context = open_context(settings, event)
    receipt = reconcile(context, case, Decision(about, other, reason), event_stamp(context, event))
    return write_receipt(receipt, context, settings, format)
