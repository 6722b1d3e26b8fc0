"""export: whole cases for other programs."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.private_values import PrivateFields
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.model import Condition
from casectl.core.reports import Export
from casectl.core.values.messages import CasectlError


def export(context: Reading, query: Condition, *, masked: bool = False) -> Export:
    """Every case that meets the query, whole, by id; the path and the reason of each file that could not be read.

    `masked`: private values are masked (`casectl.core.values.masking`).
    """
    found, unreadable = matching_cases(context, query, TemplateTitles(context))
    cases, unreadable, private = [], [*unreadable], PrivateFields(context)
    held: set[str] = set()
    for each in found:
        try:
            case = read(context, each.id)
            cases.append(private.masked(case) if masked else case)
            held |= set() if masked else private.held(case)
        except CasectlError as error:
            unreadable.append((each.path, error.what))
    return Export(cases, unreadable, tuple(sorted(held)))
