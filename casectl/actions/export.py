"""export: whole cases for other programs."""

from __future__ import annotations

from casectl.actions.desk import Desk
from casectl.actions.find import read
from casectl.actions.list_cases import list_cases
from casectl.core.query.model import Condition
from casectl.core.reports import Export
from casectl.core.values.errors import CasectlError


def export(desk: Desk, query: Condition) -> Export:
    """Every case that meets the query, whole, by id."""
    found = list_cases(desk, query)
    cases, unreadable = [], list(found.unreadable)
    for facts in found.cases:
        try:
            cases.append(read(desk, facts.id))
        except CasectlError as error:
            unreadable.append((facts.path, error.what))
    return Export(cases, unreadable)
