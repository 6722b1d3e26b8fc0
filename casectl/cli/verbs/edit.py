"""casectl edit"""

from __future__ import annotations

import click

from casectl.actions.edit import edit
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.asking.draft import EditorDraft
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=["casectl edit 7QK3X", "EDITOR='code -w' casectl edit 7QK3X"],
    help=_(
        "Edit a case's title, fields and keys of your own in your editor, and record the change. The header and"
        " the journal are changed only by other commands."
    ),
)
@case_argument
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, reason: str) -> Receipt:
    instead = msg("without an editor: casectl set {case} NAME=VALUE", case=case)
    with EditorDraft("case.yaml", instead, context.root) as draft:
        return edit(context, case, draft.edit, stamp, reason)
