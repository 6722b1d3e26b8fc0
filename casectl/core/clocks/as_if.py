"""Clocks that go on as if what had stopped them, or kept them from starting, had never been.

A row of a table that applies to the case only since some event is applied from the beginning; so is a correction that
empties the field that had stopped a clock, and the refusal of a letter that had stopped or begun one. The journal is
gone through again for that one clock, with the fields and conditions of now: what started, paused, stopped and extended
it counts, and so does the time for which the case was closed.
"""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.contacts import FILED, RETURNED, letters_called, returned
from casectl.core.case.fold import before_each, effective_events
from casectl.core.case.model import Event, Header
from casectl.core.clocks.engine import ClockEngine
from casectl.core.clocks.records import Record, as_begun, changed_of, stop_triggers, stopped
from casectl.core.clocks.retyping import told_anew
from casectl.core.clocks.runs import Run, take
from casectl.core.template.clock_rules import Clock
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.tree import Plain, mapping_of
from casectl.core.values.value_class import replace


def record_as_if(engine: ClockEngine, clock: Clock) -> Record:
    """The record of a clock that does not run before the event and does since, as if it always had; else empty.

    The case is not over after the event.
    """
    run = engine.runs.get(clock.name)
    is_lost = run is not None and engine.event.kind == FILED and _letter_was_lost(engine, run)
    if run and run.is_open and not is_lost:
        return {}
    again = run is not None and (run.lost_row or is_lost or _stop_was_emptied(engine, clock, run))
    if (not again and (run or not _first_row(engine, clock))) or not engine.within(clock.within):
        return {}
    now = _replayed(engine, clock)
    if now is None or not now.is_open:
        return _ended_later(run, now, engine) if is_lost else {}
    mark: Record = {"owed_again": Plain("yes")} if again else {}
    return {**as_begun(engine.rules.rule_set.count(clock), now, engine.zone), **mark}


def _first_row(engine: ClockEngine, clock: Clock) -> bool:
    """Whether it may be the first time that a row applies: a condition changed, perhaps while the case was closed."""
    return engine.rows_changed(clock) or (engine.event.kind == "reopened" and all(row.when for row in clock.within))


def _stop_was_emptied(engine: ClockEngine, clock: Clock, run: Run) -> bool:
    """Whether the event empties the field that had stopped the run: filling it was a mistake."""
    emptied = _fields_changed(engine, engine.event) - engine.triggers
    if not emptied:
        return False
    by = next((each for each in engine.journal if each.id == run.events[-1]), engine.event)
    filled = _fields_changed(engine, by)
    return run.verdict in ("met", "late") and bool(emptied & set(clock.stops) & filled)


def _letter_was_lost(engine: ClockEngine, run: Run) -> bool:
    """Whether the event, filed mail, says that a letter was not delivered which had stopped the run, or begun it."""
    lost = letters_called(engine.journal, [engine.event.text(RETURNED)])
    stopped_by = run.events[-1] if run.stopped else ""
    return stopped_by in lost or run.events[0] in lost


def _ended_later(run: Run | None, now: Run | None, engine: ClockEngine) -> Record:
    """The end of a run that a letter had ended which was not delivered: the next contact ended it."""
    if run is None or now is None or run.stopped is None or now.stopped is None:
        return {}
    if to_seconds(run.start) != to_seconds(now.start) or to_seconds(run.stopped) == to_seconds(now.stopped):
        return {}
    deadline: Record = {"deadline": Plain(format_instant(now.due, engine.zone))}
    return {**stopped(run, now.stopped, now.due, engine.zone), **deadline, "owed_again": Plain("yes")}


def _fields_changed(engine: ClockEngine, event: Event) -> set[str]:
    """The triggers of all fields that an event names as changed, filled or not, by all of their names."""
    changed = changed_of(event)
    return {f"field:{name}" for name in changed | engine.rules.template.renamed.former_fields(changed)}


def _replayed(engine: ClockEngine, clock: Clock) -> Run | None:
    """The clock's latest run if the fields and conditions of now had always been those of the case."""
    runs: dict[str, list[Run]] = {}
    lost = returned((*effective_events(engine.journal), engine.event))
    for event, before, after in _steps(engine):
        triggers = set(engine.rules.triggers_of(event)) - ({"contact:out"} if event.id in lost else set())
        others = {name: record for name, record in event.mapping("clocks").items() if name != clock.name}
        if event is engine.event:
            triggers, met = set(engine.triggers), set(engine.met)
        else:
            triggers |= stop_triggers(others)
            met = {name for name, record in others.items() if "met" in mapping_of(record)}
        latest = {name: found[-1] for name, found in runs.items() if found}
        past = replace(
            engine, event=event, before=before, after=after, runs=latest, triggers=triggers, met=met,
            conditions=engine.after,
        )  # fmt: skip
        record = past.record_for(clock)
        for name, each in {**others, **({clock.name: record} if record else {})}.items():
            take(runs.setdefault(name, []), name, mapping_of(each), event)
    return runs[clock.name][-1] if runs.get(clock.name) else None


def _steps(engine: ClockEngine) -> Iterator[tuple[Event, Header, Header]]:
    """The events up to the engine's that count, each with the header before and after it."""
    events = (*effective_events(engine.journal), engine.event)
    headers = [*before_each(events), engine.after]
    yield from zip((*told_anew(events[:-1]), engine.event), headers, headers[1:], strict=False)
