"""casectl backlog"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.backlog import KEYS, backlog
from casectl.cli.context import open_context
from casectl.cli.lists.nothing_found import explain_nothing, with_filters
from casectl.cli.lists.options import QueryVerb, selection_options
from casectl.cli.lists.periods import as_of, as_of_option
from casectl.cli.lists.selection import query
from casectl.cli.options import CommaList, ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.render.language import _
from casectl.render.views.backlog import backlog as backlog_view


@verb(
    cls=QueryVerb,
    examples=[
        "casectl backlog",
        "casectl backlog template:after-sales --by owner",
        "casectl backlog level>=3 --by team,fields.channel --format csv",
        "casectl backlog template:uk-fca-disp --by limit",
        "casectl backlog --as-of 2026-10-31",
    ],
    help=_(
        "Show how old the open cases are, in bands of days since they were received: by team, owner and"
        " template, or as --by says. Each row also has the number of cases with something overdue, the median"
        " age and the oldest case. With --by limit the bands are a regulator's time limits: each case is"
        " counted up to the limit that its age has reached, in the regulator's days, whether or not the"
        " deadline was met."
    ),
)
@click.option("--by", "keys", type=CommaList(), default=(), metavar="A,B", help=_("break down by these: team,owner"))
@as_of_option
@selection_options
@layout_options
@click.pass_obj
def command(settings: Settings, /, chosen: dict[str, Any], layout: ListOptions, **given: Any) -> int:
    context = open_context(settings)
    meant = query(context, chosen)
    report = backlog(context, meant, given["keys"] or KEYS, as_of(context, given["as_of"]))
    if not report.rows:
        explain_nothing(context, meant)
    return write_view(with_filters(backlog_view(report, context.zone)), settings, layout)
