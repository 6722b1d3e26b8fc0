"""What one event does to the clocks of a case: start, stop, pause, resume, move or excuse them.

An event decides each clock at most once; a clock that stops may start or stop others in the same event (chains). Verbs
about a clock (`pause`, `extend`, …) only state the request: the facts are calculated here, as for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from casectl.core.case.event import Event
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Header
from casectl.core.clocks.acts import ActsOnClock
from casectl.core.clocks.counting import DeadlineCalculator, PausedInterval
from casectl.core.clocks.records import (
    NO_ROW,
    Record,
    changed_conditions,
    changed_of,
    condition_names,
    corrected,
    counted_from,
    date_in,
    duration_for,
    duration_of_run,
    effective_due,
    moved,
    paused,
    resumed,
    running,
    running_or_paused,
    started,
    stop_triggers,
    stopped,
)
from casectl.core.clocks.rules import FINISHED, ClockContext, triggers_of
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.tree import Plain, Tree, list_of


@dataclass
class ClockEngine:
    """An event, what was before it, the header after it, each clock's latest run; `triggers` grows as clocks stop."""

    event: Event
    journal: tuple[Event, ...]
    before: Header
    after: Header
    runs: Mapping[str, Run]
    rules: ClockContext
    triggers: set[str]
    met: set[str] = field(default_factory=set)

    @property
    def at(self) -> datetime:
        """The time of the event."""
        return self.event.at

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are written."""
        return self.rules.zone

    @property
    def category(self) -> str:
        """The category of the state after the event."""
        return self.rules.category(self.after.state)

    def records(self) -> dict[str, Tree]:
        """The records of all clocks that the event affects, by clock."""
        found: dict[str, Tree] = {}
        pausing = sorted(self.rules.rule_set.template.clocks, key=self._excuse_depth)
        while decided := next(((each, record) for each in pausing if (record := self._record_for(each))), None):
            clock, record = decided
            found[clock.name] = record
            pausing.remove(clock)
            self.triggers |= stop_triggers({clock.name: record})
            if "met" in record:
                self.met.add(clock.name)
        return {**found, **self._unknown_clocks()}

    def _unknown_clocks(self) -> dict[str, Tree]:
        """Stop clocks that the template does not know when the case is closed."""
        if self.category != "closed":
            return {}
        unknown = [run for run in self.runs.values() if run.is_open and not self.rules.rule_set.clock(run.clock)]
        return {run.clock: stopped(run, self.at, run.due, self.zone) for run in unknown}

    def _excuse_depth(self, clock: Clock) -> int:
        """The number of clocks above this one in the chain of `excused_by`; the excusing ones are decided first."""
        above = self.rules.rule_set.clock(clock.excused_by)
        return 1 + self._excuse_depth(above) if above else 0

    def _record_for(self, clock: Clock) -> Record:
        """What the event does to a clock; usually nothing."""
        run, count = self._run(clock), self.rules.rule_set.count(clock)
        if (act := kind_of(self.event.kind).on_clock) and clock.name in list_of(self.event.data.get("clock")):
            return act(ActsOnClock(self.at, self.after, self.rules, count, run), self.event)
        if run and clock.excused_by in self.met:
            return {"stopped": Plain(format_instant(self.at, self.zone)), "excused": clock.excused_by}
        if date := self._corrected(clock):
            return self._recalculated(count, run, date)
        if self._starts(clock):
            return self._started(count, run)
        if run and self._stops(clock):
            return {**self._stopped(count, run), **self._repeated(count)}
        if run:
            return self._paused_or_resumed(count, run) or self._moved_to_row(count, run)
        return self._reopened(count) or self._owed_again(count) or self._late_start(count)

    def _run(self, clock: Clock) -> Run | None:
        run = self.runs.get(clock.name)
        return run if run and run.is_open else None

    def _starts(self, clock: Clock) -> bool:
        """Whether a trigger starts the clock.

        A closed case, which may have been withdrawn, starts only clocks that a state triggers; a resolved one also
        those that another clock triggers.
        """
        starting = self.triggers & set(clock.starts)
        if clock.name in self.runs and "changed" in self.event.data:
            starting -= {self._source(clock, self.triggers)}  # correcting a date does not start a clock again
        if self.category in FINISHED:
            pausing = ("state:",) if self.category == "closed" else ("state:", "clock:", "met:")
            starting = {each for each in starting if each.startswith(pausing)}
        return bool(starting) and not self._is_excused(clock)

    def _is_excused(self, clock: Clock) -> bool:
        """Whether the clock that excuses this one has been met; a reopening makes this one due again."""
        run = self.runs.get(clock.excused_by)
        met_before = run is not None and run.verdict == "met" and self.event.kind != "reopened"
        return clock.excused_by in self.met or met_before

    def _stops(self, clock: Clock) -> bool:
        over = self.category in FINISHED if clock.repeat else self.category == "closed"
        return over or bool(self.triggers & set(clock.stops))

    def _stopped(self, count: DeadlineCalculator, run: Run) -> Record:
        at = self._stop_time(count, run)
        return stopped(run, at, effective_due(count, run, at), self.zone)

    def _stop_time(self, count: DeadlineCalculator, run: Run) -> datetime:
        """When the run ends: at the event, or, if only dates in fields stop it, by the end of the earliest such day."""
        ending = self.triggers & set(count.clock.stops)
        dates = [date_in(self.rules.fields, each.removeprefix("field:"), count.calendar, end=True)
                 for each in ending if each.startswith("field:")]  # fmt: skip
        dated = [each for each in dates if each]
        if not dated or len(dated) < len(ending):
            return self.at
        return max(run.start, min(self.at, *dated, key=to_seconds), key=to_seconds)

    def _started(self, count: DeadlineCalculator, run: Run | None) -> Record:
        """Start or restart the clock; a restart first gives the previous run its verdict."""
        start = self._start(count, self.event, self.triggers)
        within = duration_for(count.clock.within, self.after, self.rules.fields)
        if not within or not count.is_in_force(start):
            return self._stopped(count, run) if run and self._stops(count.clock) else {}
        before = self._stopped(count, run) if run and to_seconds(run.start) != to_seconds(start) else {}
        return {**before, **started(count, start, within, self.zone)}

    def _source(self, clock: Clock, triggers: Set[str]) -> str:
        """What the clock counts from: a date, if only that triggered the start, else as the rule says."""
        dated = [each for each in clock.starts if each.startswith("field:") and each in triggers]
        if clock.counts_from == "event" and dated and not triggers & (set(clock.starts) - set(dated)):
            return dated[0]
        return clock.counts_from

    def _corrected(self, clock: Clock) -> str:
        """The date that the run counts from, if the event corrects it: ``field:<path>`` or ``received``; else "".

        A stopped run keeps its verdict, and correcting a date starts no other run. A run restarted by hand, or by
        repetition, does not count from that date.
        """
        run, source = self.runs.get(clock.name), self._source(clock, self.triggers)
        if run is None or source not in self.triggers or "changed" not in self.event.data:
            return ""
        restarted = self.triggers & (set(clock.starts) - {source}) or run.repeat or run.restarted
        return "" if restarted else source

    def _recalculated(self, count: DeadlineCalculator, run: Run | None, source: str) -> Record:
        """The same run counted from the corrected date: no verdict, unless the event stops the clock as well."""
        start = self._date(count, source)
        within = duration_of_run(run, count.clock, self.after, self.rules.fields) if run else ""
        ends = self._stops(count.clock)
        if run is None or start is None or not within or not count.is_in_force(start):
            return self._stopped(count, run) if run and ends else {}
        right = counted_from(count, run, start, within)
        record = self._stopped(count, right) if ends else running_or_paused(count, right, self.zone)
        return {**record, **corrected(run, right, self.zone)}

    def _start(self, count: DeadlineCalculator, event: Event, triggers: Set[str]) -> datetime:
        """The instant from which the clock counts if `event` starts it by these triggers."""
        source = self._source(count.clock, triggers)
        dated = source.startswith("field:") or (source == "received" and event.kind != "reopened")
        return (self._date(count, source) if dated else None) or event.at

    def _date(self, count: DeadlineCalculator, source: str) -> datetime | None:
        """The time of receipt, or the date in a field."""
        if source == "received":
            return self.after.received_at
        return date_in(self.rules.fields, source.removeprefix("field:"), count.calendar)

    def _late_start(self, count: DeadlineCalculator) -> Record:
        """Start a clock whose table has a row for the case only since this event: it counts from the event that
        would have started it, as if the row had applied then.
        """
        clock = count.clock
        may = self._rows_changed(clock) and self.category not in FINISHED and not self._stops(clock)
        starting = self._starting_event(clock) if may else None
        within = duration_for(clock.within, self.after, self.rules.fields)
        if starting is None or not within or self._is_excused(clock):
            return {}
        start = self._start(count, starting, triggers_of(starting, self.rules.fields))
        return started(count, start, within, self.zone) if count.is_in_force(start) else {}

    def _rows_changed(self, clock: Clock) -> bool:
        """Whether the event changes a condition in the clock's table, and the table has no row without conditions."""
        changed = changed_conditions(self.event, self.before, self.after)
        return bool(condition_names(clock) & changed) and all(row.when for row in clock.within)

    def _starting_event(self, clock: Clock) -> Event | None:
        """The latest earlier event that would have started the clock, if none has stopped it since."""
        for event in reversed(effective_events(self.journal)):
            triggers = triggers_of(event, self.rules.fields) | stop_triggers(event.mapping("clocks"))
            if triggers & {*clock.starts, *clock.stops}:
                return event if triggers & set(clock.starts) else None
        return None

    def _repeated(self, count: DeadlineCalculator) -> Record:
        """The next run of a clock that repeats while the case is open."""
        within = duration_for(count.clock.repeat, self.after, self.rules.fields)
        if not within or self.category in FINISHED:
            return {}
        return {**started(count, self.at, within, self.zone), "repeat": Plain("yes")}

    def _reopened(self, count: DeadlineCalculator) -> Record:
        """What reopening does to a stopped clock; a missed one stays missed, an excused one is due again like a met
        one.
        """
        run, how = self.runs.get(count.clock.name), count.clock.reopening
        within = duration_for(count.clock.within, self.after, self.rules.fields)
        if self.event.kind != "reopened" or run is None or how == "none" or not within:
            return {}
        if how != "resume":
            marks: Record = {"restarted": "reopened"} if how == "restart" else {}
            return {**started(count, self.at, within, self.zone), **marks}
        if run.verdict not in ("met", "excused") or run.stopped is None:
            return {}
        due = count.shifted(run.due, run.within, PausedInterval(run.start, run.stopped, self.at))
        again = Plain(format_instant(self.at, self.zone))
        return {**running(count, run.start, due, run.within, self.zone), "resumed": again}

    def _owed_again(self, count: DeadlineCalculator) -> Record:
        """Continue a run whose stopping field has been emptied again: filling it was a mistake."""
        run = self.runs.get(count.clock.name)
        if run is None or run.verdict not in ("met", "late") or self.category in FINISHED:
            return {}
        emptied = {f"field:{name}" for name in changed_of(self.event)} - self.triggers
        by = next((each for each in self.journal if each.id == run.events[-1]), self.event)
        if not emptied & set(count.clock.stops) & {f"field:{name}" for name in changed_of(by)}:
            return {}
        marks = {"owed_again": True, "overridden": run.overridden}
        again = running(count, run.start, run.due, run.within, self.zone)
        return again | {name: Plain("yes") for name, holds in marks.items() if holds}

    def _paused_or_resumed(self, count: DeadlineCalculator, run: Run) -> Record:
        """Pause or resume by the state alone; an expired clock is not paused."""
        if self.after.state == self.before.state:
            return {}
        pausing = next((each for each in count.clock.pauses if self.after.state in each.states), None)
        if run.pause:
            rule = count.clock.pause(run.pause.reason)
            return resumed(count, run, self.at, self.zone) if rule and rule.states and rule != pausing else {}
        is_late = to_seconds(self.at) > to_seconds(run.due)
        return paused(count, run, pausing.reason, self.at, self.zone) if pausing and not is_late else {}

    def _moved_to_row(self, count: DeadlineCalculator, run: Run) -> Record:
        """Apply another row of the table: same start, with pauses and extensions kept. Without a row the clock is
        excused; an expired one stays missed, with its old deadline.
        """
        within = duration_of_run(run, count.clock, self.after, self.rules.fields)
        is_late = to_seconds(self.at) > to_seconds(effective_due(count, run, self.at))
        if within:
            changed = (self.after.level, self.after.team) != (self.before.level, self.before.team)
            new_row = within != run.within and not is_late and (changed or "changed" in self.event.data)
            return moved(count, run, within, self.zone) if new_row else {}
        if run.fixed or not run.within or not self._rows_changed(count.clock):
            return {}
        if is_late:
            return self._stopped(count, run)
        return {"stopped": Plain(format_instant(self.at, self.zone)), "excused": NO_ROW}
