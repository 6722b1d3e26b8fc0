"""The boundary that a customer was told after abuse, as long as it holds."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.boundary import BOUNDARY_STATED, holds
from casectl.core.case.model import Case, Event
from casectl.core.query.clause import Clause
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.references import same_customer
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError

HAS_BOUNDARY = Clause("has_boundary = 1")
"""That a boundary was stated in a case."""


def boundary_of_customer(context: Reading, own: Excerpt, others: Iterable[Excerpt]) -> Event | None:
    """The latest boundary stated in one of the other cases, if it is of the customer of `own` and still holds."""
    stated: list[Case] = []
    for each in others:
        if each.has_boundary and same_customer(own.fields, each.fields):
            with suppress(CasectlError):  # lists name what cannot be read
                stated.append(read(context, each.id))
    return latest(stated, context.now)


def latest(cases: Iterable[Case], now: datetime) -> Event | None:
    """The latest boundary stated in these cases, if it still holds."""
    found = [event for case in cases for event in effective_events(case.journal) if event.kind == BOUNDARY_STATED.name]
    last = max(found, key=lambda each: to_seconds(each.at), default=None)
    return last if last and holds(last, now) else None
