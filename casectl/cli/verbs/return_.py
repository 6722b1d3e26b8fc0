"""casectl return"""

from __future__ import annotations

import click

from casectl.actions.recording.proposal import EventStamp
from casectl.actions.return_ import return_case
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[_("casectl return 7QK3X --reason 'Belongs to the warehouse'")],
    help=_(
        "Return a case that was offered to you, with the reason; the owner keeps it. The owner withdraws an offer"
        " the same way."
    ),
)
@case_argument
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, reason: str) -> Receipt:
    return return_case(context, case, reason, stamp)
