"""casectl review"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.review import review
from casectl.cli.context import open_context
from casectl.cli.lists.periods import period_of
from casectl.cli.lists.selection import where
from casectl.cli.option_values import TitledChoice
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.query.model import EVERY
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.views.review import review as review_view

_KINDS = {"week": msg("week"), "month": msg("month"), "quarter": msg("quarter")}


@verb(
    examples=[
        "casectl review",
        "casectl review month",
        "casectl review quarter --period 2026-Q3 --where team:after-sales",
        "casectl review week --format markdown > review.md",
    ],
    help=_(
        "List what a meeting about the last week, month or quarter should look at: cases that were late, reopened or"
        " ended with a dissatisfied customer, complaints of the same root cause, broken promises, model cases, and"
        " open improvements."
    ),
)
@click.argument(
    "kind", default="week", metavar="[KIND]", type=TitledChoice(_KINDS), help=_("week (the default), month or quarter")
)
@click.option("--period", default="", metavar=_("TIME"), help=_("another period: 2026-11, week, last quarter"))
@click.option("--where", "chosen", default="", metavar=_("QUERY"), help=_("only these cases; all by default"))
@layout_options
@click.pass_obj
def command(settings: Settings, /, kind: str, layout: ListOptions, **given: Any) -> int:
    context = open_context(settings)
    query = where(context, given["chosen"]) if given["chosen"] else EVERY
    report = review(context, query, period_of(context, given["period"] or f"last {kind}"))
    return write_view(review_view(report, context.zone), settings, layout)
