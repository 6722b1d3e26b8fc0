"""casectl due"""

from __future__ import annotations

import click

from casectl.actions.due import due
from casectl.cli.context import open_context
from casectl.cli.options import ListOptions, Settings, case_argument, layout_options
from casectl.cli.output import write_view
from casectl.cli.unsent import unsent_notes
from casectl.cli.verb import verb
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.views.clocks import due as due_view


@verb(
    examples=["casectl due 7QK3X", _("casectl due 7QK3X --at 'fri 17:00'")],
    help=_(
        "Show every clock of a case: when it started, whether it is paused, its deadline, and whether that was met."
    ),
)
@case_argument
@click.option("--at", "at", default="", metavar=_("TIME"), help=_("as of this time; by default now"))
@layout_options
@click.pass_obj
def command(settings: Settings, case: str, at: str, layout: ListOptions) -> int:
    context = open_context(settings)
    report = due(context, case, context.typed_times.instant(at) if at else None)
    report = replace(report, notes=(*report.notes, *unsent_notes(context, report.case, settings)))
    return write_view(due_view(report, context.zone), settings, layout)
