"""due: every clock of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from casectl.actions.context import Reading
from casectl.actions.lookup.clock_rows import case_with_rules, clock_row, recorded, rules_of_run
from casectl.core.case.fold import templates_of
from casectl.core.case.model import Case
from casectl.core.clocks.reports import ClocksReport
from casectl.core.clocks.rules import RuleSet
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.history.marks import does_stop, kept_apart
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message


def due(context: Reading, case_ref: str, at: datetime | None = None) -> ClocksReport:
    """Every run of every clock of a case as it was at `at` (None: now), by start. Raises NotFound, Unreadable."""
    case, rule_set, now = case_with_rules(context, case_ref, at)
    runs = [run for found in runs_of(case.journal).values() for run in found]
    rows = [clock_row(case, _rules(context, case, run, rule_set), run, now) for run in runs]
    apart, notes = _apart(context, case, runs)
    rows.sort(key=lambda row: to_seconds(row.run.start))
    return ClocksReport(case, now, rows, (*rule_set.notes, *notes), apart)


def _rules(context: Reading, case: Case, run: Run, rule_set: RuleSet) -> RuleSet:
    """The present rules; those that held then for a clock of a template that the case does not have any more."""
    return rules_of_run(context, case, run, rule_set) if len(templates_of(case.journal)) > 1 else rule_set


def _apart(context: Reading, case: Case, runs: Sequence[Run]) -> tuple[dict[str, timedelta], tuple[Message, ...]]:
    """How long only one clone knew of what stopped or paused these runs, by event, where that was long; that this is
    not known here.

    git's history is asked only where something did. What casectl did not record, `audit` remarks.
    """
    known = {event for run in runs for event in run.events}
    stops = {event.id: event for event in case.journal if event.id in known and does_stop(event)}
    found = dict[str, timedelta]()
    revisions, notes = recorded(context, case.id, met=True) if stops else ((), ())
    for revision in revisions:
        for event in filter(None, map(stops.get, revision.trailers.events)):
            found.setdefault(event.id, kept_apart(event, revision.met_at))
    return {event: length for event, length in found.items() if length}, notes
