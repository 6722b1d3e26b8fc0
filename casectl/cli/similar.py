"""casectl similar"""

from __future__ import annotations

import click

from casectl.actions.similar import similar
from casectl.cli.desk import open_desk
from casectl.cli.options import Layout, Settings, case_argument, layout_options
from casectl.cli.output import put
from casectl.cli.verb import Verb
from casectl.render.found import resemblance
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl similar 7QK3X", "casectl similar 7QK3X --limit 3 --format json"],
    help=_("Find the earlier cases that are most like one, by their words and the customer, and how they were solved."),
)
@case_argument
@layout_options
@click.pass_obj
def command(settings: Settings, case: str, layout: Layout) -> int:
    desk = open_desk(settings)
    return put(resemblance(similar(desk, case, layout.limit or 10), desk.zone), settings, layout)
