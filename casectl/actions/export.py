"""export: whole cases for other programs."""

from __future__ import annotations

from casectl.actions.context import CommandContext
from casectl.actions.find import read
from casectl.actions.list_cases import list_cases
from casectl.core.query.model import Condition
from casectl.core.reports import Export
from casectl.core.values.errors import CasectlError


def export(context: CommandContext, query: Condition) -> Export:
    """Every case that meets the query, whole, by id."""
    found = list_cases(context, query)
    cases, unreadable = [], list(found.unreadable)
    for facts in found.cases:
        try:
            cases.append(read(context, facts.id))
        except CasectlError as error:
            unreadable.append((facts.path, error.what))
    return Export(cases, unreadable)
