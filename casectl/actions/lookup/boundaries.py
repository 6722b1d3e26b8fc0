"""The boundary that a customer was told after abuse, as long as it holds."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.core.case.event import Event
from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.boundary import BOUNDARY_STATED, holds
from casectl.core.case.model import Case
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.prefilter import any_of
from casectl.core.query.references import CUSTOMER, same_customer
from casectl.core.query.selection import Selection
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import CasectlError


def boundary_of_customer(context: Reading, case: Case) -> Event | None:
    """The latest boundary stated in any case of the customer of this one, if it still holds."""
    own = Excerpt(case.source.file, excerpt_of(case)).fields
    wanted = any_of(own.get(name, "") for name in CUSTOMER)
    listing = context.excerpts(Selection(prefilter=wanted), trust_folder_times=True)
    others = [each.id for each in listing.cases if same_customer(own, each.fields)]
    theirs = [case]
    for each in others:
        if each != case.id:
            with suppress(CasectlError):  # lists name what cannot be read
                theirs.append(read(context, each))
    return latest(theirs, context.now)


def latest(cases: Iterable[Case], now: datetime) -> Event | None:
    """The latest boundary stated in these cases, if it still holds."""
    found = [event for case in cases for event in effective_events(case.journal) if event.kind == BOUNDARY_STATED.name]
    last = max(found, key=lambda each: to_seconds(each.at), default=None)
    return last if last and holds(last, now) else None
