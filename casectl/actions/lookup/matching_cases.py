"""The cases that meet a query."""

from __future__ import annotations

from casectl.actions.context import Cases
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Condition
from casectl.core.query.selection import selection_of
from casectl.core.reports import Unread


def matching_cases(context: Cases, query: Condition, titles: TemplateTitles) -> tuple[list[Excerpt], list[Unread]]:
    """The cases that meet the query, by id; the path and the reason of each case file that could not be read."""
    listing = context.excerpts(selection_of(query, titles.category))
    found = sorted((case for case in listing.cases if query.matches(case, titles.category)), key=lambda case: case.id)
    return found, listing.unreadable
