"""Who has owned a case in a run of one of its clocks."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.case.acts import act_id
from casectl.core.case.event import Event
from casectl.core.case.fold import before_each, fold
from casectl.core.clocks.runs import Run


def owners_in(journal: Sequence[Event], run: Run) -> frozenset[str]:
    """Everybody who owned a case since the act that began a run of a clock; who did only in that act is not among them.

    Events that were taken back since count as well: an owner for a while is one.
    """
    headers = [*before_each(journal), fold(journal)]
    begun = next((each for each in journal if each.id == run.events[0]), None)
    in_act = [number for number, each in enumerate(journal) if begun and act_id(each) == act_id(begun)]
    first = in_act[-1] if in_act else 0
    return frozenset(each.owner for each in headers[first + 1 :] if each.owner)
