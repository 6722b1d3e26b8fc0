"""casectl override"""

from __future__ import annotations

from functools import partial

import click

from casectl.actions.override import override
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.clock_options import as_clock_change, clock_argument
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[_("casectl override 7QK3X resolve --due '2026-12-18 17:00' --reason 'Agreed with the customer'")],
    help=_(
        "Set a deadline by hand, saying why; it is recorded with your name, and no rule moves it from then on."
        " Only somebody other than the case's owner can postpone a regulatory deadline."
    ),
)
@case_argument
@clock_argument
@click.option("--due", required=True, metavar=_("TIME"), help=_("the new deadline; a date includes that day"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@as_clock_change
@records
def command(context: Workspace, stamp: EventStamp, case: str, change: ClockChange, due: str) -> Receipt:
    return override(context, case, change, partial(context.typed_times.deadline, due), stamp)
