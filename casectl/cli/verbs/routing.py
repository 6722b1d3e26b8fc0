"""casectl routing test"""

from __future__ import annotations

import click

from casectl.actions.routing import routing
from casectl.cli.context import open_context
from casectl.cli.lists.selection import where
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.routing_rules import routing_rules
from casectl.cli.verb import VerbGroup
from casectl.core.query.model import EVERY
from casectl.render.language import _
from casectl.render.views.routing import routing as routing_view

_LATEST = 200


command = VerbGroup(
    examples=["casectl routing test"],
    help=_("Test the rules by which assign --auto chooses a person (routing: in casectl.yaml)."),
)


@command.command(
    "test",
    examples=["casectl routing test", _("casectl routing test template:after-sales --limit 20")],
    help=_(
        "Show where the latest 200 cases would go under the current rules in casectl.yaml, and why; nothing is"
        " recorded. Anyone who is away, or whom the case is about, is left out. A customer with three"
        " complaints in 90 days, or an important customer, goes to whoever handled their last case; any other"
        " case goes to the person with the lowest workload: the levels of their open cases, added up."
    ),
)
@click.argument("query", nargs=-1, metavar="[QUERY]...", help=_("only the cases that match this query"))
@layout_options
@click.pass_obj
def test_command(settings: Settings, /, query: tuple[str, ...], layout: ListOptions) -> int:
    context = open_context(settings)
    found = where(context, " ".join(query)) if query else EVERY
    most = _LATEST if layout.limit is None else layout.limit
    report = routing(context, routing_rules(context), found, most)
    return write_view(routing_view(report), settings, layout._replace(limit=None))
