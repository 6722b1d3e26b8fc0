"""due: every clock of a case."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.clock_rows import case_with_rules, clock_row, rules_of_run
from casectl.core.case.fold import templates_of
from casectl.core.case.model import Case
from casectl.core.clocks.reports import ClocksReport
from casectl.core.clocks.rules import RuleSet
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.time.instants import to_seconds


def due(context: Reading, case_ref: str, at: datetime | None = None) -> ClocksReport:
    """Every run of every clock of a case as it was at `at` (None: now), by start. Raises NotFound, Unreadable."""
    case, rule_set, now = case_with_rules(context, case_ref, at)
    runs = [run for found in runs_of(case.journal).values() for run in found]
    rows = [clock_row(case, _rules(context, case, run, rule_set), run, now) for run in runs]
    return ClocksReport(case, now, sorted(rows, key=lambda row: to_seconds(row.run.start)), rule_set.notes)


def _rules(context: Reading, case: Case, run: Run, rule_set: RuleSet) -> RuleSet:
    """The present rules; those that held then for a clock of a template that the case does not have any more."""
    return rules_of_run(context, case, run, rule_set) if len(templates_of(case.journal)) > 1 else rule_set
