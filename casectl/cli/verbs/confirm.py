"""casectl confirm"""

from __future__ import annotations

import click

from casectl.actions.confirm import Confirmation, confirm
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        "casectl confirm 7QK3X",
        _("casectl confirm 7QK3X 9f3kq2 --refuse --reason 'No call in the telephone log'"),
    ],
    help=_(
        "Confirm an entry that a colleague recorded only after a regulatory deadline had passed: the clocks"
        " then stop at the time when it happened. Until then they count as open. It can only be confirmed by"
        " somebody else whose role has the permission clocks and who has not owned the case."
    ),
)
@case_argument
@click.argument(
    "entry", required=False, default="", metavar="[EVENT]", help=_("which late entry, if there are several")
)
@click.option(
    "--refuse", is_flag=True, help=_("refuse it: the clocks then stop at the time of recording, which is late")
)
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, entry: str, refuse: bool, reason: str) -> Receipt:
    return confirm(context, case, Confirmation(entry, refuse, reason), stamp)
