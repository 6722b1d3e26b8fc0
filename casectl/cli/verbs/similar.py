"""casectl similar"""

from __future__ import annotations

import click

from casectl.actions.similar import similar
from casectl.cli.context import open_context
from casectl.cli.options import ListOptions, Settings, case_argument, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.render.language import _
from casectl.render.views.found import similar_cases


@verb(
    examples=["casectl similar 7QK3X", "casectl similar 7QK3X --limit 3 --format json"],
    help=_(
        "Find the earlier cases that are most similar to a given case, by their words and the customer, and"
        " how they were solved."
    ),
)
@case_argument
@layout_options
@click.pass_obj
def command(settings: Settings, case: str, layout: ListOptions) -> int:
    context = open_context(settings)
    return write_view(similar_cases(similar(context, case, layout.limit or 10), context.zone), settings, layout)
