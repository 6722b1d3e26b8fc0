"""casectl accept"""

from __future__ import annotations

from casectl.actions.accept import accept
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=["casectl accept 7QK3X"],
    help=_("Accept a case that was offered to you or your team: from then on you are its owner."),
)
@case_argument
@records
def command(context: Workspace, stamp: EventStamp, case: str) -> Receipt:
    return accept(context, case, stamp)
