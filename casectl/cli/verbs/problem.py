"""casectl problem"""

from __future__ import annotations

import click

from casectl.actions.problem import problem
from casectl.cli.context import open_context
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.render.language import _
from casectl.render.views.problem import problems


@verb(
    examples=[
        "casectl problem",
        "casectl problem --fields record,title,cases,settled,ids",
        "casectl problem --exit-code",
    ],
    help=_(
        "List the root causes that have enough complaints to need a problem record (set under problems: in"
        " casectl.yaml), and the existing problem records with how many of their complaints are settled. A"
        " problem record is a case of the template improvement; casectl link RECORD related CASE adds a"
        " complaint to it."
    ),
)
@click.option("--exit-code", is_flag=True, help=_("exit code 1 if a root cause needs a problem record"))
@layout_options
@click.pass_obj
def command(settings: Settings, /, exit_code: bool, layout: ListOptions) -> int:
    context = open_context(settings)
    report = problem(context)
    status = write_view(problems(report), settings, layout)
    return status or int(exit_code and any(not each.record for each in report.rows))
