"""casectl merge"""

from __future__ import annotations

import click

from casectl.actions.merge import merge
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.options import case_argument, case_ids
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[_("casectl merge 7QK3X 9A2BC --reason 'She wrote and rang about the same parcel'")],
    help=_(
        "Merge a duplicate record of a complaint into the case that stays open. That case counts from the earlier"
        " receipt and takes over what was planned in the duplicate. The duplicate is closed and keeps its file and"
        " history; its id then means the case that stays open. casectl undo --batch reverses this in both."
    ),
)
@case_argument
@click.argument("into", metavar="INTO", help=_("the case that stays open"), shell_complete=case_ids)
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, into: str, reason: str) -> Receipt:
    return merge(context, case, into, reason, stamp)
