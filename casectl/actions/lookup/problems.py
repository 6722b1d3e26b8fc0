"""Root causes that need a record of their own, and the records that gather complaints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from casectl.actions.context import Reading
from casectl.actions.lookup.grouping import titles_of_settings
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.problems import Problem, due, is_finished, records
from casectl.core.query.waiting import IMPROVEMENT
from casectl.core.template.labels import title_in
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import Value


def problems_in(context: Reading, cases: Sequence[Excerpt], titles: TemplateTitles) -> list[Problem]:
    """The root causes of which the settings say that so many of these complaints in such a time are a problem and that
    no record gathers; then every open record with its complaints.
    """
    settings = context.casebook.problems
    since = to_seconds(plus(context.now, -timedelta(days=settings.days)))

    def category(case: Excerpt) -> str:
        return titles.category(case.text("template"), case.text("state"))

    def is_over(case: Excerpt) -> bool:
        return is_finished(category(case))

    lately = [each for each in cases if received(each) >= since]
    open_ones = [*records(cases, is_over, category)]
    needed = [*due(lately, open_ones, settings.cases, is_over)]
    causes: dict[tuple[str, str], Value] = {**titles_of_settings(context)}

    def stage(each: Problem) -> Value:
        return title_in(titles.of(IMPROVEMENT).states, each.state) if each.state else ""

    return [
        each._replace(title=each.title or causes.get(("cause", each.cause), each.cause), stage=stage(each))
        for each in (*needed, *open_ones)
    ]


def received(case: Excerpt) -> int:
    """When a complaint was received, in seconds since 1970; 0 of a damaged case that does not say it."""
    text = case.text("received_at") or case.text("opened_at")
    return to_seconds(datetime.fromisoformat(text)) if text else 0
