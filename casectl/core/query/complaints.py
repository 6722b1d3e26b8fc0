"""Which cases are complaints: those that figures, returns and reports count."""

from __future__ import annotations

from collections.abc import Callable

from casectl.core.query.conditions import EverOf, OneOf
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Condition, walk
from casectl.core.query.waiting import IMPROVEMENT


def is_no_complaint(case: Excerpt) -> bool:
    """Whether a case is, and always was, the record of an improvement: no complaint gets out of the figures by being
    retyped into one.
    """
    return case.text("template") == IMPROVEMENT and {*case.earlier_templates} <= {IMPROVEMENT}


def counted_cases(query: Condition) -> Callable[[Excerpt], bool]:
    """Whether a case counts: what is no complaint does only where the query names its template."""
    named = any(
        IMPROVEMENT in (each.templates if isinstance(each, EverOf) else each.values)
        for each in walk(query)
        if isinstance(each, EverOf) or (isinstance(each, OneOf) and each.key == "template")
    )
    return lambda case: named or not is_no_complaint(case)
