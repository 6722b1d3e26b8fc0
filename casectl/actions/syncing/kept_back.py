"""Whether something of our own keeps it from being given to the others."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.context import Reading
from casectl.actions.lookup.find import case_in
from casectl.core.case.compose import drift
from casectl.core.values.errors import Unreadable
from casectl.core.values.findings import Finding

_DATES = frozenset({"H004", "C091", "C093"})
"""A commit or an event that lies in the future, or before what it follows, as far as this machine's clock says."""
_PASSING = frozenset({"C000", "C050", "C065"})
"""A file that was unreadable, gone, or at odds with its journal: nothing is left of that once it is right again, and an
event that was lost by it is a finding of its own.
"""


def keeps_back(context: Reading, findings: Iterable[Finding], commit: str) -> bool:
    """Whether one of these findings about what led to a commit keeps it here.

    A date alone may come of another machine's clock. What is mended in the commit, by a merge or by a person, stays
    in the history and is named; it does not hold up the lawful work that came after it.
    """
    serious = [each for each in findings if each.code not in _DATES]
    passing = {each.place.file for each in serious if each.code in _PASSING}
    mended = {path for path, data in context.ledger.blobs([*passing], commit) if _is_right(context, path, data)}
    return any(each.code not in _PASSING or each.place.file not in mended for each in serious)


def _is_right(context: Reading, path: str, data: bytes | None) -> bool:
    """Whether a case file can be read, and its header says what its journal does."""
    try:
        return data is not None and not drift(case_in(context, path, data), context.zone)
    except Unreadable:
        return False
