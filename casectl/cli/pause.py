"""casectl pause"""

from __future__ import annotations

import click

from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange
from casectl.cli.clock_options import as_clock_change, clock_option, code_option, notice_options, reason_option
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        _("casectl pause 7QK3X --reason-code appraisal --notice 'An expert looks at it until March'"),
        "casectl pause 7QK3X --clock resolve --reason-code customer",
    ],
    help=_(
        "Pause the clocks of a case for a reason listed in their rules. Time already elapsed still counts. A rule"
        " may ask for the customer to be told; a clock that never pauses says so, with its clause."
    ),
)
@case_argument
@clock_option
@code_option
@reason_option
@notice_options
@as_clock_change
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, change: ClockChange, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    report = pause(context, case, change, event_stamp(context, event))
    return write_receipt(report, context, settings, format)
