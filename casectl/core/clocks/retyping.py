"""Clocks of a case that gets another template.

What ran under the old one stops: it falls away, or is late. What would run now if the case had always followed the
new one begins as if it had: the journal is gone through with the new rules. Pauses, extensions and deadlines that
were granted under the old rules do not count, and neither do the old clocks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from casectl.core.case.fold import before_each, effective_events
from casectl.core.case.model import RETYPED, Event
from casectl.core.clocks.engine import ClockEngine
from casectl.core.clocks.postponing import effective_due
from casectl.core.clocks.records import Record, as_begun, stopped
from casectl.core.clocks.runs import Run, take
from casectl.core.values.tree import Tree, mapping_of
from casectl.core.values.value_class import replace

Decide = Callable[[ClockEngine], dict[str, Tree]]


def told_anew(events: Sequence[Event]) -> list[Event]:
    """The events, those before the last retyping without what they did to the clocks of another template."""
    last = max((number for number, event in enumerate(events) if event.kind == RETYPED), default=0)
    return [_without_clocks(event) for event in events[:last]] + [*events[last:]]


def _without_clocks(event: Event) -> Event:
    return replace(event, data={key: value for key, value in event.data.items() if key not in ("clocks", "clock")})


def retyped_records(engine: ClockEngine, decide: Decide) -> dict[str, Tree]:
    """The records of the clocks of both templates; `decide` decides the clocks of the new one in one event."""
    found: dict[str, Record] = {
        name: stopped(run, engine.at, _due(engine, run), engine.zone, withdrawn=True)
        for name, run in engine.runs.items()
        if run.is_open
    }
    now = _as_if_always(engine, decide)
    for clock in engine.rules.rule_set.template.clocks:
        if clock.name in now and (run := now[clock.name][-1]).is_open:
            begun = as_begun(engine.rules.rule_set.count(clock), run, engine.zone)
            found[clock.name] = {**found.get(clock.name, {}), **begun}
    return {**found}


def _due(engine: ClockEngine, run: Run) -> datetime:
    """The deadline of a run of the old template, after its pause if it has one."""
    former = engine.rules.former
    clock = former.clock(run.clock) if former else None
    return effective_due(former.count(clock), run, engine.at) if former and clock else run.due


def _as_if_always(engine: ClockEngine, decide: Decide) -> dict[str, list[Run]]:
    """The runs of the new template's clocks if the case had always followed it, up to now."""
    events = [*map(_without_clocks, effective_events(engine.journal)), engine.event]
    headers = [*before_each(events[:-1]), engine.before, engine.after]
    runs: dict[str, list[Run]] = {}
    for number, event in enumerate(events):
        latest = {name: found[-1] for name, found in runs.items() if found}
        past = replace(
            engine, event=replace(event, kind="advanced") if event.kind == RETYPED else event,
            journal=tuple(events[:number]), before=headers[number], after=headers[number + 1], runs=latest,
            triggers=set(engine.rules.triggers_of(event)), met=set(), conditions=engine.after,
        )  # fmt: skip
        for name, record in decide(past).items():
            take(runs.setdefault(name, []), name, mapping_of(record), event)
    return {name: found for name, found in runs.items() if found}
