"""Whether something of our own keeps it from being given to the others."""

from __future__ import annotations

from casectl.core.reports import CheckReport

_DATES = frozenset({"H004", "C091", "C093"})
"""A commit or an event that lies in the future, or before what it follows, as far as this machine's clock says."""


def keeps_back(report: CheckReport) -> bool:
    """Whether one of these findings about what led to a commit keeps it here.

    A date alone may come of another machine's clock. What is mended in the commit, by a merge or by a person, stays
    in the history and is named; it does not hold up the lawful work that came after it.
    """
    return any(each.code not in _DATES and each not in report.mended for each in report.findings)
