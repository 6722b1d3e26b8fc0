"""What one event does to the clocks of a case: start, stop, pause, resume, move or excuse them.

Verbs about a clock (`pause`, `extend`, …) only state the request: the facts are calculated here, as for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import field
from datetime import datetime, tzinfo

from casectl.core.case.event_kinds import kind_of
from casectl.core.case.model import Event, Header
from casectl.core.clocks.acts import ActsOnClock
from casectl.core.clocks.beginnings import began_by_itself, beginning_after, passes_by
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.elsewhere import met_elsewhere
from casectl.core.clocks.late_entries import is_made_good, is_much_later, stop_time
from casectl.core.clocks.postponing import effective_due, recalculated
from casectl.core.clocks.records import (
    Record,
    changed_conditions,
    claimed,
    condition_names,
    corrected,
    counted_from,
    date_in,
    duration_for,
    duration_of_run,
    excused,
    moved,
    paused,
    resumed,
    resumed_with,
    running_or_paused,
    started,
    stopped,
)
from casectl.core.clocks.rules import ClockContext
from casectl.core.clocks.runs import NO_ROW, Paused, Run
from casectl.core.template.clock_rules import Clock, Within
from casectl.core.template.model import FINISHED
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import Plain, list_of
from casectl.core.values.value_class import replace, value_class


@value_class
class ClockEngine:
    """An event, what was before it, the header after it, each clock's latest run; `triggers` grows as clocks stop.

    `conditions` is the header that tables of durations are looked up by, if not the one after the event.
    """

    event: Event
    journal: tuple[Event, ...]
    before: Header
    after: Header
    runs: Mapping[str, Run]
    rules: ClockContext
    triggers: set[str]
    met: set[str] = field(default_factory=set)
    conditions: Header | None = None

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

    @property
    def facts(self) -> Header:
        """The header that tables of durations are looked up by."""
        return self.conditions or self.after

    def within(self, table: tuple[Within, ...]) -> str:
        """The duration of the row of a table that applies to the case, "" if none does."""
        return duration_for(table, self.facts, self.rules.fields)

    def record_for(self, clock: Clock) -> Record:
        """What the event does to a clock; usually nothing."""
        run = self._run(clock)
        if run is None and self._leaves_alone(clock):
            return {}
        count = self.rules.rule_set.count(clock)
        if "contacts" in self.event.data and (met := met_elsewhere(self.event, count, run, self.zone)):
            return met
        if (act := kind_of(self.event.kind).on_clock) and clock.name in list_of(self.event.data.get("clock")):
            return act(ActsOnClock(self.at, self.facts, self.rules, count, run), self.event)
        if run and clock.excused_by in self.met:
            return excused(run, self.at, effective_due(count, run, self.at), clock.excused_by, self.zone)
        if run and passes_by(self.event, clock, run, self.journal) and not self._changes_conditions(clock):
            return {}
        if date := self._corrected(clock):
            return self._recalculated(count, run, date)
        if self._starts(clock):
            return self._started(count, run)
        if run and run.claim is None and self.stops(clock):
            stop = self._stopped(count, run)
            waits = self._is_claim(clock, run, stop)
            return claimed(count, run, stop_time(stop), self.zone) if waits else {**stop, **self._repeated(count)}
        if run:
            return self._paused_or_resumed(count, run) or self._moved_to_row(count, run)
        return self._reopened(count)

    def _leaves_alone(self, clock: Clock) -> bool:
        """Whether the event does nothing to the clock, which does not run: neither starts it nor names it."""
        named = self.event.kind == "reopened" or "clock" in self.event.data
        return not named and self.triggers.isdisjoint(clock.starts)

    def _run(self, clock: Clock) -> Run | None:
        run = self.runs.get(clock.name)
        return run if run and run.is_open else None

    def _starts(self, clock: Clock) -> bool:
        """Whether a trigger starts the clock.

        A closed case, which may have been withdrawn, starts only clocks that a state triggers; a resolved one also
        those that another clock triggers.
        """
        starting = self.triggers.intersection(clock.starts)
        if not starting:
            return False
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

    def stops(self, clock: Clock) -> bool:
        """Whether the event stops a run of the clock."""
        if not self.triggers.isdisjoint(clock.stops):
            return True
        return self.category in FINISHED if clock.repeat else self.category == "closed"

    def _is_claim(self, clock: Clock, run: Run, stop: Record) -> bool:
        """Whether another person must confirm that the event stops the clock, since it was recorded so late."""
        at, calendar = self.event.known_at, self.rules.rule_set.calendar
        is_better = is_made_good(clock, run, stop, at)
        return is_better and is_much_later(stop_time(stop), at, calendar, self.rules.late_entries(run.events[0]))

    def _stopped(self, count: DeadlineCalculator, run: Run) -> Record:
        ending = self.triggers.intersection(count.clock.stops)
        at = self._stop_time(count, run, ending)
        withdrawn = self.rules.is_withdrawn(self.after.state) and ending <= self.rules.entering(self.after.state)
        return stopped(run, at, effective_due(count, run, at), self.zone, withdrawn=withdrawn)

    def _stop_time(self, count: DeadlineCalculator, run: Run, ending: Set[str]) -> datetime:
        """When the run ends: at the event, as it begins if that is later, or by the earliest day in a field, if only
        such days stop it.
        """
        dates = [date_in(self.rules.fields, each.removeprefix("field:"), count.calendar, end=True)
                 for each in ending if each.startswith("field:")]  # fmt: skip
        dated = [each for each in dates if each]
        if not dated or len(dated) < len(ending):
            return beginning_after(self.event, run, self.journal) or self.at
        return max(run.start, min(self.at, *dated, key=to_seconds), key=to_seconds)

    def _started(self, count: DeadlineCalculator, run: Run | None) -> Record:
        """Start or restart the clock; a restart first gives the previous run its verdict."""
        start = self._start(count, self.event, self.triggers)
        within = self.within(count.clock.within)
        if not within or not count.is_in_force(start):
            return self._stopped(count, run) if run and self.stops(count.clock) else {}
        before = self._stopped(count, run) if run and to_seconds(run.start) != to_seconds(start) else {}
        if run and (run.claim or self._is_claim(count.clock, run, before)):
            return {} if run.claim else claimed(count, run, stop_time(before), self.zone)
        return {**before, **started(count, start, within, self.zone)}

    def _source(self, clock: Clock, triggers: Set[str]) -> str:
        """What the clock counts from: a date, if only that triggered the start, else as the rule says."""
        dated = [each for each in clock.starts if each.startswith("field:") and each in triggers]
        if dated and clock.counts_from == "event" and not triggers & (set(clock.starts) - set(dated)):
            return dated[0]
        return clock.counts_from

    def _corrected(self, clock: Clock) -> str:
        """The date that the run counts from, if the event corrects it: ``field:<path>`` or ``received``; else "".

        A stopped run keeps its verdict, and correcting a date starts no other run. A run restarted by hand, or by
        repetition, does not count from that date.
        """
        run = self.runs.get(clock.name)
        if run is None or "changed" not in self.event.data:
            return ""
        source = self._source(clock, self.triggers)
        if source not in self.triggers:
            return ""
        restarted = self.triggers & (set(clock.starts) - {source}) or run.repeat or run.restarted
        return "" if restarted else source

    def _recalculated(self, count: DeadlineCalculator, run: Run | None, source: str) -> Record:
        """The same run counted from the corrected date: no verdict, unless the event stops the clock as well."""
        start = self._date(count, source)
        within = duration_of_run(run, count.clock, self.facts, self.rules.fields) if run else ""
        ends = self.stops(count.clock)
        if run is None or start is None or not within or not count.is_in_force(start):
            return self._stopped(count, run) if run and ends else {}
        right = counted_from(count, run, start, within)
        record = self._stopped(count, right) if ends else running_or_paused(count, right, self.zone)
        return {**corrected(run, right, self.zone), **record}

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

    def _repeated(self, count: DeadlineCalculator) -> Record:
        """The next run of a clock that repeats while the case is open."""
        within = self.within(count.clock.repeat)
        if not within or self.category in FINISHED:
            return {}
        return {**started(count, self.at, within, self.zone), "repeat": Plain("yes")}

    def _reopened(self, count: DeadlineCalculator) -> Record:
        """What reopening does to a stopped clock; a missed one stays missed, an excused one is due like a met one."""
        run, how = self.runs.get(count.clock.name), count.clock.reopening
        if self.event.kind != "reopened" or run is None or how in ("", "none") or run.lost_row:
            return {}
        if not (within := self.within(count.clock.within)):
            return {}
        if how not in ("resume", "owed"):
            marks: Record = {"restarted": "reopened"} if how == "restart" else {}
            return {**started(count, self.at, within, self.zone), **marks}
        if (run.verdict == "late" or how == "owed") and not self._was_withdrawn(run):
            return {}
        return self._resumed(count, run) if run.stopped and run.verdict != "restarted" else {}

    def _resumed(self, count: DeadlineCalculator, run: Run) -> Record:
        """Continue a run by the row that applies now, without the time for which it was stopped."""
        gap = Paused("reopened", run.stopped or self.at, self.at)
        length = duration_of_run(run, count.clock, self.facts, self.rules.fields) or run.within
        renewed = replace(run, put_off=(*run.put_off, gap), within=length)
        return resumed_with(count, renewed, recalculated(count, renewed, length), self.at, self.zone)

    def _was_withdrawn(self, run: Run) -> bool:
        """Whether only the withdrawal of the complaint ended the run: what was late then is still owed."""
        by = next((each for each in self.journal if each.id == run.events[-1]), None)
        return by is not None and kind_of(by.kind).enters_state and self.rules.is_withdrawn(by.text("to"))

    def _paused_or_resumed(self, count: DeadlineCalculator, run: Run) -> Record:
        """Pause or resume by the state alone; an expired clock is not paused."""
        if self.after.state == self.before.state:
            return {}
        pausing = self.rules.pausing(count.clock, self.after.state)
        if run.pause:
            rule = count.clock.pause(run.pause.reason)
            return resumed(count, run, self.at, self.zone) if rule and rule.states and rule != pausing else {}
        is_late = to_seconds(self.at) > to_seconds(run.due)
        return paused(count, run, pausing.reason, self.at, self.zone) if pausing and not is_late else {}

    def _moved_to_row(self, count: DeadlineCalculator, run: Run) -> Record:
        """Apply another row of the table: same start, with pauses and extensions kept. Without a row the clock is
        excused; an expired one stays missed, with its old deadline, unless it never began by itself.
        """
        if not self._changes_conditions(count.clock):
            return {}
        within = duration_of_run(run, count.clock, self.facts, self.rules.fields)
        is_late = to_seconds(self.at) > to_seconds(effective_due(count, run, self.at))
        if within:
            return moved(count, run, within, self.zone) if within != run.within and not is_late else {}
        if run.fixed or not run.within or not self.rows_changed(count.clock):
            return {}
        if is_late and began_by_itself(run, count.clock, self.journal, self.rules):
            return {**self._stopped(count, run), "excused": NO_ROW}
        return excused(run, self.at, effective_due(count, run, self.at), NO_ROW, self.zone)

    def rows_changed(self, clock: Clock) -> bool:
        """Whether the event changes a condition in the clock's table, and the table has no row without conditions."""
        return all(row.when for row in clock.within) and self._changes_conditions(clock)

    def _changes_conditions(self, clock: Clock) -> bool:
        """Whether the event changes a condition in the clock's tables. What somebody else changed and did not record
        is not this event's: a deadline does not move in the name of whoever comes next.
        """
        changed = changed_conditions(self.event, self.before, self.after, self.rules.template.renamed)
        return bool(changed) and not changed.isdisjoint(condition_names(clock))
