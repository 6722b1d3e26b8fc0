"""Whether a case that says that it was joined to another one is one of those that this one took over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from casectl.actions.context import Cases
from casectl.actions.lookup.find import read
from casectl.core.case.event import JOINED
from casectl.core.case.fold import effective_events
from casectl.core.case.ids import case_path
from casectl.core.query.clause import one_of
from casectl.core.query.selection import Selection
from casectl.core.template.model import JOINED_STATE
from casectl.core.values.errors import CasectlError
from casectl.core.values.findings import Finding
from casectl.core.values.messages import msg
from casectl.core.values.tree import Position


def one_sided_joins(context: Cases) -> Iterator[Finding]:
    """A finding for each case that was joined to one that does not say so: what it owed would be owed by nobody."""
    for case in context.excerpts(Selection(one_of("state", (JOINED_STATE.name,)))).cases:
        if case.text("state") != JOINED_STATE.name:
            continue
        with suppress(CasectlError):  # what cannot be read is found by itself
            events = effective_events(read(context, case.id).journal)
            other = next((each.text("case") for each in reversed(events) if each.kind == JOINED), "")
            if other and not _has_taken_over(context, other, case.id):
                what = msg("{id} says that it was joined to {other}, which does not say so", id=case.id, other=other)
                yield Finding(Position(case_path(case.id)), "C128", what)


def _has_taken_over(context: Cases, case_id: str, other: str) -> bool:
    events = effective_events(read(context, case_id).journal)
    return any(each.kind == "took_over" and each.text("case") == other for each in events)
