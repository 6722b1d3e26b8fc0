"""casectl reopen"""

from __future__ import annotations

from collections.abc import Sequence

import click

from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.reopen import reopen
from casectl.cli.context import open_context
from casectl.cli.input import field_values
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
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
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, /, case: str, reason: str, fields: Sequence[str], event: EventOptions, format: str
) -> int:
    context = open_context(settings, event)
    changes = FieldChanges(field_values(fields), reason=reason)
    return write_receipt(reopen(context, case, changes, event_stamp(context, event)), context, settings, format)
