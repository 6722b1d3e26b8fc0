"""casectl restart"""

from __future__ import annotations

from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.restart import restart
from casectl.cli.clock_options import as_clock_change, clock_argument, code_option, reason_option
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[_("casectl restart 7QK3X decide --reason-code new_facts --reason 'A second contract turned up'")],
    help=_("Restart a clock from now, for a reason listed in its rule, such as new facts."),
)
@case_argument
@clock_argument
@code_option
@reason_option
@as_clock_change
@records
def command(context: Workspace, stamp: EventStamp, case: str, change: ClockChange) -> Receipt:
    return restart(context, case, change, stamp)
