"""Whether a case is, by way of others, a part of itself."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Cases
from casectl.actions.lookup.case_links import wholes
from casectl.core.case.ids import case_path
from casectl.core.case.links import whole_of
from casectl.core.values.findings import Finding
from casectl.core.values.messages import msg
from casectl.core.values.tree import Position


def circles(context: Cases) -> Iterator[Finding]:
    """A finding for each case that is a part of itself."""
    known = wholes(context)
    for part in sorted(known):
        if part in whole_of(part, known):
            what = msg("{id} is a part of itself, by way of {others}", id=part, others=sorted(whole_of(part, known)))
            yield Finding(Position(case_path(part)), "C082", what)
