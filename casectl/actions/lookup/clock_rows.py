"""The runs of a case's clocks, each with its deadline and state at an instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casectl.actions.context import Cases, Reading
from casectl.actions.lookup.find import find, read
from casectl.core.case.fold import as_of, fold
from casectl.core.case.ids import case_path
from casectl.core.case.model import RETYPED, Case
from casectl.core.clocks.missed import missed_deadlines
from casectl.core.clocks.postponing import effective_due
from casectl.core.clocks.reports import ClockRow
from casectl.core.clocks.rules import RuleSet, versions_of
from casectl.core.clocks.runs import Run
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import Message, RepositoryError, msg
from casectl.ports.recording import Revision

_LEFT_OUT = msg("this clone was made without some of the content: git fetch --refetch --no-filter fetches it")


def case_with_rules(context: Reading, case_ref: str, at: datetime | None) -> tuple[Case, RuleSet, datetime]:
    """The case as it was at `at` (None: now), the rules that count for it, and that instant. Raises NotFound."""
    case = read(context, find(context, case_ref))
    seen = as_of(case, at) if at else case
    template = seen.header.template or case.header.template
    return seen, context.rule_set(template, versions_of(seen.journal)), at or context.now


def rules_of_run(context: Reading, case: Case, run: Run, rule_set: RuleSet) -> RuleSet:
    """The rules that a run was counted by: for one that has ended, those that held for the case then."""
    if run.is_open:
        return rule_set
    last = next(number for number, event in enumerate(case.journal) if event.id == run.events[-1])
    before = case.journal[: last if case.journal[last].kind == RETYPED else last + 1]
    return context.rule_set(fold(before).template, versions_of(before))


def clock_row(case: Case, rule_set: RuleSet, run: Run, now: datetime) -> ClockRow:
    """A run of a case with its rule (None: there is no such clock), its state, and by how much it is late at `now`."""
    rule, at = rule_set.clock(run.clock), run.stopped or now
    deadline = effective_due(rule_set.count(rule), run, at) if rule and run.pause else run.due
    state = run.verdict or ("paused" if run.pause else "running")
    return ClockRow(run, rule, state, elapsed(deadline, at), tuple(missed_deadlines(run, case.journal)))


def recorded(context: Cases, case_id: str, *, met: bool = False) -> tuple[Sequence[Revision], tuple[Message, ...]]:
    """Every commit that changed a case, oldest first, as `Ledger.history` has them; none, and that it is so, where this
    clone left earlier versions out. Raises RepositoryError for a damaged repository.
    """
    try:
        return context.ledger.history(case_path(case_id), met=met), ()
    except RepositoryError:
        if not context.ledger.is_partial():
            raise
        return (), (_LEFT_OUT,)
