"""casectl show"""

from __future__ import annotations

import click

from casectl.actions.lookup.customer_view import view_for_customer
from casectl.actions.show import show
from casectl.cli.context import open_context
from casectl.cli.options import Settings, case_argument, format_option
from casectl.cli.output import write_view
from casectl.cli.unsent import unsent_notes
from casectl.cli.verb import verb
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.views.case_page import case_view
from casectl.render.views.for_customer import customer_page


@verb(
    examples=[
        "casectl show 7QK3X",
        "casectl show C-2611-7QK3XM4TV --format json",
        "casectl show 7QK3X --for-customer --lang zh",
    ],
    help=_(
        "Show a case: header, deadlines, follow-ups, fields, journal, and the next steps with what is still"
        " missing for each."
    ),
)
@case_argument
@click.option(
    "--for-customer",
    is_flag=True,
    help=_("only what its customer may know: state, next date and history, without names and notes"),
)
@format_option
@click.pass_obj
def command(settings: Settings, case: str, for_customer: bool, format: str) -> int:
    context = open_context(settings)
    if for_customer:
        return write_view(customer_page(view_for_customer(context, case), context.zone, context.now), settings, format)
    report = show(context, case)
    report = replace(report, notes=(*report.notes, *unsent_notes(context, report.case, settings)))
    return write_view(case_view(report, context.zone), settings, format)
