"""casectl reopen"""

from __future__ import annotations

import click

from casectl.actions.advance import Given, reopen
from casectl.cli.context import event_stamp, open_context, put_receipt
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl reopen 7QK3X --reason 'The refund has not arrived'"],
    help=_("Take a resolved or closed case up again, in the state that its template names."),
)
@case_argument
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, reason: str, how: EventOptions, format: str) -> int:
    context = open_context(settings, how)
    return put_receipt(
        reopen(context, case, Given(reason=reason), event_stamp(context, how)), context, settings, format
    )
