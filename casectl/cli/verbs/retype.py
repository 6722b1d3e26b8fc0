"""casectl retype"""

from __future__ import annotations

import click

from casectl.actions.lookup.named import level_named, template_named
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.retype import NewKind, retype
from casectl.cli.asking.input import field_values, loose_values
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl retype 7QK3X after-sales --problem-kind missing --reason 'It is about a delivery'"),
        _("casectl retype 7QK3X complaint --state investigating --reason 'Opened under the wrong kind'"),
    ],
    help=_(
        "Change the template of a case that was opened as the wrong kind of complaint. Give the fields that the"
        " new template requires, as for casectl new; fields, follow-ups, owner and history are kept. The clocks"
        " of the old template stop, and those of the new template count as if the case had always had it. In"
        " queries, template: finds the case by its new template, and ever: by either."
    ),
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@case_argument
@click.argument("template", metavar="TEMPLATE", help=_("a template of the casebook"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@click.option(
    "--state",
    default="",
    metavar=_("STATE"),
    help=_("the new state, if the state is called differently in the new template"),
)
@click.option("--level", default="", metavar="N", help=_("the new level, if it changes, by number or title"))
@click.option(
    "-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("a field, such as customer.ref=CU-1")
)
@records
def command(context: Workspace, stamp: EventStamp, case: str, template: str, **given: object) -> Receipt:
    values = [*loose_values(click.get_current_context().args), *field_values(given["fields"])]
    changes = FieldChanges(values, reason=str(given["reason"]))
    level = str(given["level"])
    number = level_named(context.template(template_named(context, template)), level) if level else 0
    wanted = NewKind(template, str(given["state"]), number, changes)
    return retype(context, case, wanted, stamp)
