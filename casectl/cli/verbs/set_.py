"""casectl set"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.proposal import EventStamp, Propose
from casectl.actions.set_ import propose_set, set_fields
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
        _("casectl set 7QK3X customer.tier=vip request='Full refund'"),
        "casectl set 7QK3X --tick acknowledge.agreed",
        "casectl set 7QK3X customer.ref=",
        _("casectl set 7QK3X received_at='2026-11-12 09:30' --reason 'The letter has a stamp'"),
        _("casectl set --where 'fields.product~router' category=after_sales --dry-run"),
    ],
    help=_(
        "Set fields of a case, or its title; an empty value clears a field. Each value is checked against the"
        " field's type. With a reason, received_at can also be set: it corrects the time of receipt, and with"
        " it the deadlines that count from that time."
    ),
)
@optional_case_argument
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...", help=_("what to set"))
@click.option("--tick", "ticks", multiple=True, metavar=_("ITEM"), help=_("a checklist item that is done"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@records_many
def command(
    context: Workspace, stamp: EventStamp, case: str | None, values: tuple[str, ...], many: ManyCases, **given: Any
) -> Receipt | Propose:
    if many.where and case and case != "-":
        values = (only_one("NAME=VALUE", case, None if "=" in case else case), *values)
    if not (values or given["ticks"]):
        raise UsageError(msg("say what to set: NAME=VALUE, or --tick ITEM"))
    what = FieldChanges(field_values(values), given["ticks"], given["reason"])
    if many.where:
        return propose_set(context, what)
    return set_fields(context, required_argument("CASE", case), what, stamp)
