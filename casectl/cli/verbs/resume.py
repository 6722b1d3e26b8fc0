"""casectl resume"""

from __future__ import annotations

from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.resume import resume
from casectl.cli.clock_options import as_clock_change, clock_option, reason_option
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=["casectl resume 7QK3X", _("casectl resume 7QK3X --clock resolve --reason 'The expert has answered'")],
    help=_("Resume the paused clocks of a case: their deadlines move by the length of the pause."),
)
@case_argument
@clock_option
@reason_option
@as_clock_change
@records
def command(context: Workspace, stamp: EventStamp, case: str, change: ClockChange) -> Receipt:
    return resume(context, case, change, stamp)
