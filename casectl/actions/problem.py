"""problem: root causes that need a record of their own, and how far the records are that gather complaints."""

from __future__ import annotations

from datetime import datetime, timedelta

from casectl.actions.context import Reading
from casectl.actions.lookup.grouping import titles_of_settings
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.problems import IMPROVEMENT, Problem, ProblemReport, due, is_finished, records
from casectl.core.template.labels import title_in
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import Value


def problem(context: Reading) -> ProblemReport:
    """The root causes of which the settings say that so many complaints in such a time are a problem and that no record
    gathers; and every open record with its complaints.
    """
    titles, listing, settings = TemplateTitles(context), context.excerpts(), context.casebook.problems
    since = to_seconds(plus(context.now, -timedelta(days=settings.days)))

    def category(case: Excerpt) -> str:
        return titles.category(case.text("template"), case.text("state"))

    def is_over(case: Excerpt) -> bool:
        return is_finished(category(case))

    lately = [each for each in listing.cases if _received(each) >= since]
    open_ones = [*records(listing.cases, is_over, category)]
    needed = [*due(lately, open_ones, settings.cases, is_over)]
    causes = titles_of_settings(context)

    def stage(each: Problem) -> Value:
        return title_in(titles.of(IMPROVEMENT).states, each.state) if each.state else ""

    rows: list[Problem] = [
        each._replace(title=each.title or causes.get(("cause", each.cause), each.cause), stage=stage(each))
        for each in (*needed, *open_ones)
    ]
    return ProblemReport(rows, listing.unreadable, settings.cases, settings.days)


def _received(case: Excerpt) -> int:
    return to_seconds(datetime.fromisoformat(case.text("received_at") or case.text("opened_at")))
