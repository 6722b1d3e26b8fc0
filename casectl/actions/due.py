"""due and explain: every clock of a case, and how each came to its deadline."""

from __future__ import annotations

from datetime import datetime, timedelta

from casectl.actions.desk import Desk
from casectl.actions.find import find, read
from casectl.core.case import Case
from casectl.core.clock_facts import effective_due
from casectl.core.clock_record import Run, runs_of
from casectl.core.clock_reports import Cause, ClockRow, ClocksReport, Explanation, Explanations
from casectl.core.errors import NotFound
from casectl.core.explaining import explained
from casectl.core.fold import as_of
from casectl.core.ids import case_path
from casectl.core.instants import parse_instant
from casectl.core.messages import msg
from casectl.core.nearest import nearest
from casectl.core.rules import Law, versions_of
from casectl.core.tree import mapping_of, text_of


def due(desk: Desk, typed: str, at: datetime | None = None) -> ClocksReport:
    """Every run of every clock of a case, as seen at `at` (None: now), by start."""
    case, law, now = _case(desk, typed, at)
    rows = [_row(law, run, now) for runs in runs_of(case.journal).values() for run in runs]
    return ClocksReport(case, now, sorted(rows, key=lambda row: row.run.start), law.notes)


def explain(desk: Desk, typed: str, clock: str = "", at: datetime | None = None) -> Explanations:
    """How the latest run of each clock, or of the one named, was reckoned. Raises NotFound if it never started."""
    case, law, now = _case(desk, typed, at)
    runs = runs_of(case.journal)
    if clock and clock not in runs:
        near = nearest(clock, runs)
        hint = msg("did you mean {near}?", near=near) if near else msg("its clocks are {names}", names=list(runs))
        raise NotFound(msg("{id} has no clock {name} that ever started", id=case.id, name=clock), hint=hint)
    wanted = [found[-1] for name, found in runs.items() if clock in ("", name)]
    commits = _commits(desk, case)
    found = [_explanation(law, case, _row(law, run, now), commits) for run in wanted]
    return Explanations(case, now, found, law.notes)


def _case(desk: Desk, typed: str, at: datetime | None) -> tuple[Case, Law, datetime]:
    case = read(desk, find(desk, typed))
    seen = as_of(case, at) if at else case
    return seen, desk.law(case.header.template, versions_of(seen.journal)), at or desk.now


def _row(law: Law, run: Run, now: datetime) -> ClockRow:
    rule, at = law.clock(run.clock), run.stopped or now
    deadline = effective_due(law.count(rule), run, at) if rule and run.pause else run.due
    state = run.verdict or ("paused" if run.pause else "running")
    return ClockRow(run, rule, state, timedelta(seconds=round(at.timestamp() - deadline.timestamp())))


def _explanation(law: Law, case: Case, row: ClockRow, commits: dict[str, str]) -> Explanation:
    until = row.run.due
    segments = explained(law.count(row.rule), row.run, until) if row.rule else []
    return Explanation(row, segments, _causes(case, row.run, commits))


def _causes(case: Case, run: Run, commits: dict[str, str]) -> list[Cause]:
    causes = []
    for event in (case.event(each) for each in run.events):
        if event:
            text = text_of(mapping_of(event.mapping("clocks").get(run.clock)).get("due"))
            causes.append(Cause(event, parse_instant(text) if text else None, commits.get(event.id, "")))
    return causes


def _commits(desk: Desk, case: Case) -> dict[str, str]:
    """The commit that recorded each event, as far as this clone's history goes."""
    found: dict[str, str] = {}
    for revision in desk.ledger.history(case_path(case.id)):
        for event in revision.trailers.get("Event", "").split("\n"):
            found.setdefault(event, revision.commit)
    return found
