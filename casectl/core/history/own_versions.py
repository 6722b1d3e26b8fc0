"""The versions of one case where two cases had one id: each has its own, under every id that it had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.core.case.ids import is_case_id
from casectl.core.case.model import REKEYED, Case
from casectl.core.history.trail import Version
from casectl.core.values.messages import Message
from casectl.core.values.value_class import replace

_Side = Case | Message | None


def id_before(case: Case) -> str:
    """The id that the case had before it got the one that it has; "" if it always had that."""
    found = next((event.text("was") for event in reversed(case.journal) if event.kind == REKEYED), "")
    return found if is_case_id(found) else ""


def own_versions(versions: Iterable[Version], case: Case) -> Iterator[Version]:
    """The versions that are of this case, without what another one had at that place."""
    for each in versions:
        own = replace(each, before=_own(each.before, case), after=_own(each.after, case))
        if own == each or own.before or own.after:
            yield own


def continued(earlier: Sequence[Version], later: Sequence[Version]) -> list[Version]:
    """The versions under an earlier id, and those under the present one: the commit that changed it did one thing."""
    if not earlier or not later or not isinstance(earlier[-1].before, Case):
        return [*earlier, *later]
    return [*earlier[:-1], replace(later[0], before=earlier[-1].before), *later[1:]]


def _own(side: _Side, case: Case) -> _Side:
    is_other = isinstance(side, Case) and side.journal[0].id != case.journal[0].id
    return None if is_other else side
