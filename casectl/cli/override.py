"""casectl override"""

from __future__ import annotations

from functools import partial

import click

from casectl.actions.clock import NewDeadline, Reason, override
from casectl.cli.clock_options import clock_argument
from casectl.cli.context import event_stamp, open_context, put_receipt
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl override 7QK3X resolve --due '2026-12-18 17:00' --reason 'Agreed with the customer'"],
    help=_(
        "Set a deadline by hand, saying why; it is recorded with your name, and no rule moves it from then on."
        " A regulatory deadline is put off by somebody else than the case's owner."
    ),
)
@case_argument
@clock_argument
@click.option("--due", "until", required=True, metavar=_("TIME"), help=_("the new deadline; a day is given whole"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, clock: str, until: str, reason: str, how: EventOptions, format: str) -> int:
    context = open_context(settings, how)
    what = NewDeadline(clock, until=partial(context.deadline, until))
    return put_receipt(
        override(context, case, what, Reason("", reason), event_stamp(context, how)), context, settings, format
    )
