"""casectl take"""

from __future__ import annotations

from casectl.actions.recording.proposal import EventStamp
from casectl.actions.take import take
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=["casectl take 7QK3X"],
    help=_(
        "Take a case that nobody has, or that is offered to you or your team. A case that somebody else has is refused."
    ),
)
@case_argument
@records
def command(context: Workspace, stamp: EventStamp, case: str) -> Receipt:
    return take(context, case, stamp)
