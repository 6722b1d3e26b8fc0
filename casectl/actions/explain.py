"""explain: how the deadlines of a case were calculated."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.clock_rows import case_with_rules
from casectl.actions.lookup.explanations import explanations
from casectl.core.clocks.reports import Explanations
from casectl.core.clocks.runs import runs_of
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import value_class


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
        hint = suggestion(name, runs) or msg("clocks of the case: {names}", names=list(runs))
        raise NotFound(msg("clock {name} never started in {id}", id=case.id, name=name), hint=hint)
    wanted = [
        (run, number, len(found))
        for clock, found in runs.items()
        for number, run in enumerate(found, 1)
        if name in ("", clock) and which.run in (None, number, number - len(found))
    ]
    if which.run and not wanted:
        most = max((len(found) for clock, found in runs.items() if name in ("", clock)), default=0)
        raise NotFound(msg("the clock has no run {number}; its last run is {last}", number=which.run, last=most))
    return explanations(context, case, rule_set, wanted, now)
