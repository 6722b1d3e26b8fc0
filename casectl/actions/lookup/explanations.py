"""The explanation of each run of a clock: its rule, its days, and the event and commit behind each change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from casectl.actions.context import Cases, Reading
from casectl.actions.lookup.clock_rows import clock_row, recorded, rules_of_run
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.fold import fold
from casectl.core.case.model import IMPORTER, Case, Event
from casectl.core.clocks.explaining import explained
from casectl.core.clocks.postponing import recalculated
from casectl.core.clocks.records import changed_of, condition_names
from casectl.core.clocks.reports import Cause, ClockRow, Explanation, Explanations
from casectl.core.clocks.rules import RuleSet, versions_of
from casectl.core.clocks.runs import Run
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.messages import Message
from casectl.core.values.tree import mapping_of, text_of
from casectl.core.values.value_class import replace

Commits = dict[str, tuple[str, datetime | None]]
"""By event: the commit that recorded it, and when; None for what was imported."""
NumberedRun = tuple[Run, int, int]
"""A run, its number among those of its clock, and how many there are."""


def explanations(
    context: Reading, case: Case, rule_set: RuleSet, wanted: Sequence[NumberedRun], now: datetime
) -> Explanations:
    """How the deadline of each of these runs of a case was calculated, as of `now`."""
    commits, notes = _commits(context, case)
    found = [_explanation(rules_of_run(context, case, each[0], rule_set), case, each, now, commits) for each in wanted]
    ruled = [each if each.row.run.fixed else replace(each, by_rule=_ruled(context, case, each)) for each in found]
    return Explanations(case, now, ruled, (*rule_set.notes, *notes))


def _explanation(rule_set: RuleSet, case: Case, what: NumberedRun, now: datetime, commits: Commits) -> Explanation:
    run, number, runs = what
    row = clock_row(case, rule_set, run, now)
    causes = list(_causes(case, row, commits))
    if row.rule is None:
        return Explanation(row, number, runs, [], causes)
    count = rule_set.count(row.rule)
    by_rule = recalculated(count, run.by_rule, run.within) if run.fixed and run.within else None
    return Explanation(row, number, runs, explained(count, run, now), causes, count, by_rule)


def _ruled(context: Reading, case: Case, found: Explanation) -> datetime | None:
    """What the rule gives for a deadline that nobody set, if the record says another one: by the rules that count now,
    and by those under which the run began.
    """
    run, count = found.row.run, found.count
    if count is None or not run.within:
        return None
    ruled = recalculated(count, run, run.within)
    if to_seconds(ruled) == to_seconds(run.due):
        return None
    begun = case.journal[: next(number for number, each in enumerate(case.journal, 1) if each.id == run.events[0])]
    then = context.rule_set(fold(begun).template, versions_of(begun))
    rule = then.clock(run.clock)
    return (
        None if rule and to_seconds(recalculated(then.count(rule), run, run.within)) == to_seconds(run.due) else ruled
    )


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


def _commits(context: Cases, case: Case) -> tuple[Commits, tuple[Message, ...]]:
    """The commit that recorded each event, as far as this clone's history goes, which is said where it leaves something
    out; an import names none of its events.
    """
    revisions, notes = recorded(context, case.id)
    found: Commits = {}
    for revision in revisions:
        for event in revision.trailers.events:
            found.setdefault(event, (revision.commit, revision.authored_at))
    if case.header.source and revisions and not context.ledger.is_shallow():
        for event in (each.id for each in case.journal if each.by == IMPORTER):
            found.setdefault(event, (revisions[0].commit, None))
    return found, notes
