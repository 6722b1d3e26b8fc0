"""The cases that were joined to a case: their journals and trails belong to one complaint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from casectl.actions.context import Cases
from casectl.actions.lookup.find import joined_to, read
from casectl.core.case.fold import effective_events
from casectl.core.case.model import TOOK_OVER, Case
from casectl.core.values.messages import CasectlError


def joined_cases(context: Cases, case: Case) -> Iterator[Case]:
    """The cases that are joined to this one, and those joined to them, in the order in which it took them over.

    One that cannot be read is left out: it is found by itself.
    """
    seen = {case.id: None}
    waiting = [case]
    while waiting:
        here = waiting.pop(0)
        for other in _taken_over(here):
            with suppress(CasectlError):
                if other not in seen and joined_to(found := read(context, other)) == here.id:
                    seen[other] = None
                    waiting.append(found)
                    yield found


def _taken_over(case: Case) -> list[str]:
    return [each.text("case") for each in effective_events(case.journal) if each.kind == TOOK_OVER]
