"""casectl customer"""

from __future__ import annotations

import click

from casectl.actions.customer import customer as file_of
from casectl.cli.context import open_context
from casectl.cli.lists.archived import archive_beside
from casectl.cli.options import Settings, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.render.language import _
from casectl.render.views.customers import customer_view


@verb(
    examples=["casectl customer CU-88213", "casectl customer 'Anna Sample' --reveal"],
    help=_(
        "Show a customer's file: who handles the customer, how often they complained, what was promised, which"
        " boundaries were set, the contacts and all cases, including archived ones. Give the customer's number,"
        " contact, name or a part of the name. Private values are masked."
    ),
)
@click.argument("customer", metavar="CUSTOMER", help=_("the customer's number, contact or name, or a part of the name"))
@click.option("--reveal", is_flag=True, help=_("show private values as they are"))
@format_option
@click.pass_obj
def command(settings: Settings, /, customer: str, reveal: bool, format: str) -> int:
    context = open_context(settings)
    report = file_of(context, customer, archive_beside(context), reveal=reveal)
    return write_view(customer_view(report, context.zone), settings, format)
