"""Recomputing: which recorded deadlines the rules would put elsewhere now; nothing moves before that is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from casectl.core.case.model import Case
from casectl.core.clocks.records import duration_of_run, kept_if_expired, reckoned
from casectl.core.clocks.rules import RuleSet
from casectl.core.clocks.runs import runs_of
from casectl.core.time.timeline import to_seconds
from casectl.core.values.messages import LocalizedText
from casectl.core.values.value_class import value_class


@value_class
class MovedDeadline:
    """A deadline that would move. A verdict that was given never changes: only clocks that run or are paused move."""

    clock: str
    title: LocalizedText
    old: datetime
    new: datetime
    is_paused: bool = False

    def becomes_overdue(self, now: datetime) -> bool:
        """Whether the case is late with it at once, and was not before."""
        return not self.is_paused and to_seconds(self.new) < to_seconds(now) <= to_seconds(self.old)


def moved_deadlines(case: Case, rule_set: RuleSet, at: datetime) -> list[MovedDeadline]:
    """The open deadlines of a case that `rule_set` puts elsewhere, at the moment `at`, than they are recorded.

    What was set by hand or imported is left alone, and so is a clock for which the law has no duration.
    """
    found = []
    for clock, runs in runs_of(case.journal).items():
        rule, run = rule_set.clock(clock), runs[-1]
        within = duration_of_run(run, rule, case.header, case.fields) if rule and run.is_open else ""
        if rule and within:
            count = rule_set.count(rule)
            due = reckoned(count, run, kept_if_expired(count, run, within, at))
            if to_seconds(due) != to_seconds(run.due):
                found.append(MovedDeadline(clock, rule.title, run.due, due, run.pause is not None))
    return found


def calendars_of_now(versions: Mapping[str, str]) -> dict[str, str]:
    """The versions with the calendars left out, so that the present ones count: a holiday that was put right is a
    fact for every case, while a changed rule is not.
    """
    return {path: version for path, version in versions.items() if not path.startswith("calendars/")}
