"""casectl restart"""

from __future__ import annotations

import click

from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.restart import restart
from casectl.cli.clock_options import as_clock_change, clock_argument, code_option, reason_option
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[_("casectl restart 7QK3X decide --reason-code new_facts --reason 'A second contract turned up'")],
    help=_("Restart a clock from now, for a reason that its rule knows, such as new facts."),
)
@case_argument
@clock_argument
@code_option
@reason_option
@as_clock_change
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, change: ClockChange, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    report = restart(context, case, change, event_stamp(context, event))
    return write_receipt(report, context, settings, format)
