"""problem: root causes that need a record of their own, and how far the records are that gather complaints."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.lookup.problems import problems_in
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.problems import ProblemReport


def problem(context: Reading) -> ProblemReport:
    """The root causes that need a record, and every open record with its complaints."""
    listing, settings = context.excerpts(), context.casebook.problems
    rows = problems_in(context, listing.cases, TemplateTitles(context))
    return ProblemReport(rows, listing.unreadable, settings.cases, settings.days)
