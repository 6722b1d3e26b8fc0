"""casectl split"""

from __future__ import annotations

import click

from casectl.actions.recording.proposal import EventStamp
from casectl.actions.split import Part, split
from casectl.cli.asking.input import field_values, loose_values
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl split 7QK3X --title 'The charger is broken too' --reason 'Another product, another answer'"),
        _("casectl split 7QK3X --template refund --title 'The refund' --reason 'Finance decides that'"),
    ],
    help=_(
        "Split a second complaint off a case: it becomes a new case, part of the first one, with its own clocks"
        " and outcome. It gets the time of receipt, owner, level and fields of the first; give fields that"
        " differ as for casectl new. casectl merge merges it back."
    ),
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
)
@case_argument
@click.option("--title", required=True, metavar="TEXT", help=_("the second complaint in one line"))
@click.option("--template", default="", metavar="TEMPLATE", help=_("its template, if different"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@click.option(
    "-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("a field, such as customer.ref=CU-1")
)
@records
def command(context: Workspace, stamp: EventStamp, case: str, **given: object) -> Receipt:
    values = [
        *loose_values(click.get_current_context().args),
        *field_values(given["fields"]),
        ("title", str(given["title"])),
    ]
    part = Part(values, str(given["template"]), str(given["reason"]))
    return split(context, case, part, stamp)
