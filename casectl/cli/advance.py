"""casectl advance"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.advance import advance, propose_advance
from casectl.actions.recording.field_changes import FieldChanges
from casectl.cli.bulk import BulkOptions, ManyCases, bulk_options, do_many, only_one, required_argument
from casectl.cli.context import open_context
from casectl.cli.input import field_values
from casectl.cli.options import EventOptions, Settings, event_options, format_option, optional_case_argument
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        _("casectl advance 7QK3X acknowledged"),
        _("casectl advance 7QK3X closed -f root_cause='Wrong label' -f prevention='Scan at packing'"),
        _("casectl advance --where 'state:resolved opened<30d' closed --dry-run"),
    ],
    help=_(
        "Move a case to a state that its workflow allows. Everything that is missing is listed at once; fields can"
        " be filled with the same command."
    ),
)
@optional_case_argument
@click.argument(
    "state", metavar="STATE", required=False, help=_("the state to move to; casectl show lists the possible ones")
)
@click.option(
    "-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("a field to fill with the same command")
)
@click.option("--tick", "ticks", multiple=True, metavar=_("ITEM"), help=_("a checklist item that is done"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@bulk_options
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    case: str | None,
    state: str | None,
    many: ManyCases,
    event: EventOptions,
    format: str,
    **given: Any,
) -> int:
    context = open_context(settings, event)
    what = FieldChanges(field_values(given["fields"]), given["ticks"], given["reason"])
    if many.where:
        target = only_one("STATE", case, state)
        return do_many(context, many, propose_advance(context, target, what), BulkOptions(settings, event, format))
    typed = required_argument("CASE", case)
    if not state:
        raise UsageError(
            msg("give the state to move to"), hint=msg("casectl show {id} lists what each step needs", id=typed)
        )
    return write_receipt(advance(context, typed, state, what, event_stamp(context, event)), context, settings, format)
