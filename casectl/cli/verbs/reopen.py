"""casectl reopen"""

from __future__ import annotations

from collections.abc import Sequence

import click

from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.cli.asking.input import field_values
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl reopen 7QK3X --reason 'The refund has not arrived'"),
        _("casectl reopen 7QK3X --reason 'It is lost again' -f category=complaint"),
    ],
    help=_(
        "Reopen a resolved or closed case, in the state that its template names. Fields that this state requires can"
        " be filled with the same command."
    ),
)
@case_argument
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@click.option(
    "-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("a field to fill with the same command")
)
@records
def command(context: Workspace, stamp: EventStamp, case: str, reason: str, fields: Sequence[str]) -> Receipt:
    changes = FieldChanges(field_values(fields), reason=reason)
    return reopen(context, case, changes, stamp)
