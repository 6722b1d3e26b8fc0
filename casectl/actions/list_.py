"""list: the cases that meet a query, from the index alone."""

from __future__ import annotations

from casectl.actions.context import CommandContext
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.model import Condition
from casectl.core.reports import CaseList


def list_cases(context: CommandContext, query: Condition) -> CaseList:
    """The cases that meet the query, by id, with the titles of their templates and states."""
    titles = TemplateTitles(context)
    found, unreadable = matching_cases(context, query, titles)
    for case in found:
        titles.of(case.text("template"))
    return CaseList(found, unreadable, titles.states(), titles.templates())
