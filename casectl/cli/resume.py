"""casectl resume"""

from __future__ import annotations

import click

from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.resume import resume
from casectl.cli.clock_options import as_clock_change, clock_option, reason_option
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl resume 7QK3X", _("casectl resume 7QK3X --clock resolve --reason 'The expert has answered'")],
    help=_("Resume the paused clocks of a case: their deadlines move by the length of the pause."),
)
@case_argument
@clock_option
@reason_option
@as_clock_change
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, change: ClockChange, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    report = resume(context, case, change, event_stamp(context, event))
    return write_receipt(report, context, settings, format)
