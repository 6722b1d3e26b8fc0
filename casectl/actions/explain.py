"""explain: how the deadlines of a case were calculated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from casectl.actions.context import Cases, Reading
from casectl.actions.lookup.clock_rows import case_with_rules, clock_row, rules_of_run
from casectl.core.case.event import IMPORTER, Event
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.clocks.explaining import explained
from casectl.core.clocks.postponing import recalculated
from casectl.core.clocks.records import changed_of, condition_names
from casectl.core.clocks.reports import Cause, ClockRow, Explanation, Explanations
from casectl.core.clocks.rules import RuleSet
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.time.instants import parse_instant
from casectl.core.values.errors import NotFound
from casectl.core.values.messages import msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.tree import mapping_of, text_of
from casectl.core.values.value_class import value_class

Commits = dict[str, tuple[str, datetime | None]]
"""By event: the commit that recorded it, and when; None for what was imported."""


@value_class
class RunFilter:
    """Which runs to explain: of one clock, by its name or title (""; of all), by number (0: the last, None: all)."""

    clock: str = ""
    run: int | None = 0


def explain(context: Reading, case_ref: str, which: RunFilter, at: datetime | None = None) -> Explanations:
    """How the deadlines of a case's runs were calculated, as of `at` (None: now).

    Raises NotFound for an unknown case, and for a clock or a run that never started.
    """
    case, rule_set, now = case_with_rules(context, case_ref, at)
    runs = runs_of(case.journal)
    name = rule_set.clock_name(which.clock)
    if name and name not in runs:
        hint = suggestion(name, runs) or msg("its clocks are {names}", names=list(runs))
        raise NotFound(msg("{id} has no clock {name} that ever started", id=case.id, name=name), hint=hint)
    wanted = [
        (run, number, len(found))
        for clock, found in runs.items()
        for number, run in enumerate(found, 1)
        if name in ("", clock) and which.run in (None, number, number - len(found))
    ]
    if which.run and not wanted:
        most = max((len(found) for clock, found in runs.items() if name in ("", clock)), default=0)
        raise NotFound(msg("there is no run {number}: the last is {last}", number=which.run, last=most))
    commits = _commits(context, case)
    found = [
        _explanation(rules_of_run(context, case, run, rule_set), case, (run, number, count), now, commits)
        for run, number, count in wanted
    ]
    return Explanations(case, now, found, rule_set.notes)


def _explanation(
    rule_set: RuleSet, case: Case, what: tuple[Run, int, int], now: datetime, commits: Commits
) -> Explanation:
    run, number, runs = what
    row = clock_row(case, rule_set, run, now)
    causes = list(_causes(case, row, commits))
    if row.rule is None:
        return Explanation(row, number, runs, [], causes)
    count = rule_set.count(row.rule)
    by_rule = recalculated(count, run.by_rule, run.within) if run.fixed and run.within else None
    return Explanation(row, number, runs, explained(count, run, now), causes, count, by_rule)


def _causes(case: Case, row: ClockRow, commits: Commits) -> Iterator[Cause]:
    within = ""
    for event in filter(None, map(case.event, row.run.events)):
        cause = _cause(case, row.run, event, commits)
        counts = text_of(mapping_of(event.mapping("clocks").get(row.run.clock)).get("within")) or within
        names = changed_of(event) & condition_names(row.rule) if row.rule else set()
        if row.rule and names and within not in ("", counts):
            rows = (each for each in (*row.rule.within, *row.rule.repeat) if each.duration == counts)
            by_name = sorted(rows, key=lambda each: names.isdisjoint(name for name, _ in each.when))
            cause = replace(cause, row=next(iter(by_name), None), changed=tuple(sorted(names)))
        within = counts
        yield cause


def _cause(case: Case, run: Run, event: Event, commits: Commits) -> Cause:
    record = mapping_of(event.mapping("clocks").get(run.clock))
    (commit, at), notice = commits.get(event.id, ("", None)), _notice(case, event, commits)
    if run.verdict and event.id == run.events[-1]:  # its deadline, if it has one, is that of the next run
        return Cause(event, None, commit, run.verdict, notice, text_of(record.get("excused")), at)
    text = text_of(record.get("due"))
    due = parse_instant(text) if text else None
    return Cause(event, due, commit, "" if text else "paused", notice, recorded_at=at)


def _notice(case: Case, event: Event, commits: Commits) -> str:
    """The contact that the event names, or that was recorded with it."""
    if "notice" not in kind_of(event.kind).details or event.text("notice"):
        return event.text("notice")
    commit, _ = commits.get(event.id, ("", None))
    contacts = (each for each in case.journal if each.kind == "contacted" and each.text("direction") == "out")
    return next((each.id for each in contacts if commit and commits.get(each.id, ("", None))[0] == commit), "")


def _commits(context: Cases, case: Case) -> Commits:
    """The commit that recorded each event, as far as this clone's history goes; an import names none of its events."""
    revisions = context.ledger.history(case_path(case.id))
    found: Commits = {}
    for revision in revisions:
        for event in revision.trailers.events:
            found.setdefault(event, (revision.commit, revision.authored_at))
    if case.header.source and revisions and not context.ledger.is_shallow():
        for event in (each.id for each in case.journal if each.by == IMPORTER):
            found.setdefault(event, (revisions[0].commit, None))
    return found
