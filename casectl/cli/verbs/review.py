"""casectl review"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.lookup.private_values import refuse_private_query
from casectl.actions.review import review
from casectl.cli.context import open_context
from casectl.cli.documents import Document, document_options
from casectl.cli.lists.periods import period_of
from casectl.cli.lists.selection import where
from casectl.cli.option_values import TitledChoice
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import notify_unread, write_view
from casectl.cli.verb import verb
from casectl.core.query.model import EVERY
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.report.meeting import review_sections
from casectl.render.views.review import review as review_view

_TITLES = {"week": msg("weekly review"), "month": msg("monthly review"), "quarter": msg("quarterly review")}
_KINDS = {"week": msg("week"), "month": msg("month"), "quarter": msg("quarter")}


@verb(
    examples=[
        "casectl review",
        "casectl review month",
        "casectl review quarter --period 2026-Q3 --where team:after-sales",
        "casectl review week --html -o review.html",
    ],
    help=_(
        "List what to look at in a meeting about the last week, month or quarter: cases that were late,"
        " reopened or ended with a dissatisfied customer, complaints with the same root cause, broken promises,"
        " model cases, and open improvements. As HTML, Markdown or an Excel workbook, the review is one"
        " document with a section for each."
    ),
)
@click.argument(
    "kind", default="week", metavar="[KIND]", type=TitledChoice(_KINDS), help=_("week (the default), month or quarter")
)
@click.option("--period", default="", metavar=_("TIME"), help=_("another period: 2026-11, week, last quarter"))
@click.option("--where", "chosen", default="", metavar=_("QUERY"), help=_("only these cases; all by default"))
@document_options
@layout_options
@click.pass_obj
def command(settings: Settings, /, kind: str, document: Document, layout: ListOptions, **given: Any) -> int:
    form = document.form() if document.is_wanted else ""
    context = open_context(settings)
    query = where(context, given["chosen"]) if given["chosen"] else EVERY
    period = period_of(context, given["period"] or f"last {kind}")
    report = review(context, query, period)
    if form:
        refuse_private_query(context, query)
        title = msg("{book}: {kind}, {period}", book=context.casebook.name, kind=_TITLES[kind], period=period.name)
        document.write(form, context, title, lambda: review_sections(report, context.zone, given["chosen"]))
        return notify_unread(report.unreadable, settings)
    return write_view(review_view(report, context.zone), settings, layout)
