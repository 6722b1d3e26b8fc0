"""due: every clock of a case."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.clock_rows import case_with_rules, clock_row
from casectl.core.clocks.reports import ClocksReport
from casectl.core.clocks.runs import runs_of
from casectl.core.time.instants import to_seconds


def due(context: Reading, case_ref: str, at: datetime | None = None) -> ClocksReport:
    """Every run of every clock of a case as it was at `at` (None: now), by start. Raises NotFound, Unreadable."""
    case, rule_set, now = case_with_rules(context, case_ref, at)
    rows = [clock_row(rule_set, run, now) for runs in runs_of(case.journal).values() for run in runs]
    return ClocksReport(case, now, sorted(rows, key=lambda row: to_seconds(row.run.start)), rule_set.notes)
