"""Deciding all clocks of a case in one event: each at most once, and those that depend on others after them.

A clock that stops may start or stop others in the same event.
"""

from __future__ import annotations

from casectl.core.case.event import RETYPED
from casectl.core.clocks.as_if import record_as_if
from casectl.core.clocks.engine import ClockEngine
from casectl.core.clocks.records import stop_triggers, stopped
from casectl.core.clocks.retyping import retyped_records
from casectl.core.template.clock_rules import Clock
from casectl.core.template.model import FINISHED
from casectl.core.values.tree import Tree


def clock_records(engine: ClockEngine) -> dict[str, Tree]:
    """The records of all clocks that the event affects, by clock."""
    if engine.event.kind == RETYPED:
        return retyped_records(engine, clock_records)
    found: dict[str, Tree] = {}
    waiting, number = [*engine.rules.rule_set.excusing_first], 0
    while number < len(waiting):
        known = len(engine.triggers), len(engine.met)
        if not _decided(engine, waiting[number], found):
            number += 1
            continue
        del waiting[number]
        if (len(engine.triggers), len(engine.met)) != known:  # which those before it may have waited for
            number = 0
    for clock in waiting if engine.category not in FINISHED else ():  # when all stops and starts are known
        if record := record_as_if(engine, clock):
            found[clock.name] = record
    return {**found, **_unknown_clocks(engine)}


def _decided(engine: ClockEngine, clock: Clock, found: dict[str, Tree]) -> bool:
    """Decide a clock, if the event affects it."""
    record = engine.record_for(clock)
    if not record:
        return False
    found[clock.name] = record
    triggers = stop_triggers({clock.name: record})
    engine.triggers.update(triggers, engine.rules.template.renamed.as_of_clocks(triggers))
    if "met" in record:
        engine.met.add(clock.name)
    return True


def _unknown_clocks(engine: ClockEngine) -> dict[str, Tree]:
    """Stop clocks that the template does not know when the case is closed."""
    if engine.category != "closed":
        return {}
    unknown = [run for run in engine.runs.values() if run.is_open and not engine.rules.rule_set.clock(run.clock)]
    withdrawn = engine.rules.is_withdrawn(engine.after.state)
    return {run.clock: stopped(run, engine.at, run.due, engine.zone, withdrawn=withdrawn) for run in unknown}
