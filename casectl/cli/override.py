"""casectl override"""

from __future__ import annotations

from functools import partial

import click

from casectl.actions.override import override
from casectl.actions.recording.clock_change import ClockChange
from casectl.cli.clock_options import as_clock_change, clock_argument
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[_("casectl override 7QK3X resolve --due '2026-12-18 17:00' --reason 'Agreed with the customer'")],
    help=_(
        "Set a deadline by hand, saying why; it is recorded with your name, and no rule moves it from then on."
        " A regulatory deadline is put off by somebody else than the case's owner."
    ),
)
@case_argument
@clock_argument
@click.option("--due", required=True, metavar=_("TIME"), help=_("the new deadline; a date includes that day"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@as_clock_change
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, change: ClockChange, due: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    report = override(context, case, change, partial(context.typed_times.deadline, due), event_stamp(context, event))
    return write_receipt(report, context, settings, format)
