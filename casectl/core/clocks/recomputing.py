"""Recalculating: which recorded deadlines differ under the present rules; nothing moves until that is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from casectl.core.case.model import Case
from casectl.core.clocks.postponing import recalculated
from casectl.core.clocks.records import duration_of_run, kept_if_expired
from casectl.core.clocks.rules import RuleSet
from casectl.core.clocks.runs import runs_of
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import LocalizedText
from casectl.core.values.value_class import value_class


@value_class
class MovedDeadline:
    """A deadline that would move. Verdicts never change: only running and paused clocks move."""

    clock: str
    title: LocalizedText
    old: datetime
    new: datetime
    is_paused: bool = False

    def becomes_overdue(self, now: datetime) -> bool:
        """Whether the deadline has passed at `now` after the move, but not before it."""
        return not self.is_paused and to_seconds(self.new) < to_seconds(now) <= to_seconds(self.old)


def moved_deadlines(case: Case, rule_set: RuleSet, at: datetime, *, same_rows: bool = False) -> list[MovedDeadline]:
    """The open deadlines of a case at `at` that would move under `rule_set` (`moved_and_missed`)."""
    return moved_and_missed(case, rule_set, at, same_rows=same_rows)[0]


def moved_and_missed(
    case: Case, rule_set: RuleSet, at: datetime, *, same_rows: bool = False
) -> tuple[list[MovedDeadline], list[MovedDeadline]]:
    """The open deadlines of a case at `at` that differ under `rule_set` from those recorded: those that would move, and
    those that had passed and stay missed, since other rules put off none of these.

    Deadlines set by hand or imported are left alone, and so is a clock for which `rule_set` has no duration. Where the
    tables have the `same_rows` as when the clocks began, each keeps its own: another one would apply only by a field
    that somebody changed and did not record.
    """
    moving, missed = list[MovedDeadline](), list[MovedDeadline]()
    for clock, runs in runs_of(case.journal).items():
        rule, run = rule_set.clock(clock), runs[-1]
        within = duration_of_run(run, rule, case.header, case.fields) if rule and run.is_open else ""
        if rule and within:
            count = rule_set.count(rule)
            due = recalculated(count, run, run.within if same_rows else kept_if_expired(count, run, within, at))
            if to_seconds(due) != to_seconds(run.due):
                move = MovedDeadline(clock, rule.title, run.due, due, run.pause is not None)
                (missed if run.rule != count.version and _had_passed(move, at) else moving).append(move)
    return moving, missed


def _had_passed(move: MovedDeadline, at: datetime) -> bool:
    """Whether a deadline had passed, and would be later."""
    return not move.is_paused and to_seconds(move.old) < min(to_seconds(at), to_seconds(move.new))


def calendars_of_now(versions: Mapping[str, str]) -> dict[str, str]:
    """The versions without those of calendars, so that the present calendars apply: a corrected holiday is a fact
    for every case, while a changed rule is not.
    """
    return {path: version for path, version in versions.items() if not path.startswith("calendars/")}
