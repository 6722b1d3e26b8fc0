"""Which cases are complaints: those that figures, returns and reports count."""

from __future__ import annotations

from collections.abc import Callable

from casectl.core.query.conditions import EverOf, OneOf
from casectl.core.query.model import Condition, walk
from casectl.core.query.waiting import IMPROVEMENT


def counted_templates(query: Condition) -> Callable[[str], bool]:
    """Whether cases of a template count: a record of an improvement is no complaint, and counts only where the query
    names its template.
    """
    named = any(
        IMPROVEMENT in (each.templates if isinstance(each, EverOf) else each.values)
        for each in walk(query)
        if isinstance(each, EverOf) or (isinstance(each, OneOf) and each.key == "template")
    )
    return lambda template: named or template != IMPROVEMENT
