"""casectl pause"""

from __future__ import annotations

from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.clock_options import as_clock_change, clock_option, code_option, notice_options, reason_option
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl pause 7QK3X --reason-code appraisal --notice 'An expert looks at it until March'"),
        "casectl pause 7QK3X --clock resolve --reason-code customer",
    ],
    help=_(
        "Pause the clocks of a case for a reason listed in their rules. Time already elapsed still counts. A"
        " rule may require you to inform the customer of the pause; if a clock may never be paused, casectl"
        " says so and quotes its clause."
    ),
)
@case_argument
@clock_option
@code_option
@reason_option
@notice_options
@as_clock_change
@records
def command(context: Workspace, stamp: EventStamp, case: str, change: ClockChange) -> Receipt:
    return pause(context, case, change, stamp)
