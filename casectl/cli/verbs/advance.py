"""casectl advance"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.advance import advance, propose_advance
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.proposal import EventStamp, Propose
from casectl.cli.asking.input import field_values
from casectl.cli.lists.bulk import ManyCases, only_one, records_many, required_argument
from casectl.cli.options import optional_case_argument
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
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
@records_many
def command(
    context: Workspace, stamp: EventStamp, case: str | None, state: str | None, many: ManyCases, **given: Any
) -> Receipt | Propose:
    what = FieldChanges(field_values(given["fields"]), given["ticks"], given["reason"])
    if many.where:
        target = only_one("STATE", case, state)
        return propose_advance(context, target, what)
    typed = required_argument("CASE", case)
    if not state:
        raise UsageError(
            msg("give the state to move to"), hint=msg("casectl show {id} lists what each step needs", id=typed)
        )
    return advance(context, typed, state, what, stamp)
