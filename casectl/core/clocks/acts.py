"""What an event may do to a clock that it names: the acts that a kind of event chooses from, and the record of each."""

from __future__ import annotations

from datetime import datetime, tzinfo

from casectl.core.case.model import Header
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.postponing import effective_due
from casectl.core.clocks.records import (
    Record,
    duration_for,
    duration_of_run,
    kept_if_expired,
    moved,
    paused,
    resumed,
    running,
    started,
    stopped,
)
from casectl.core.clocks.rules import ClockContext
from casectl.core.clocks.runs import Run
from casectl.core.template.model import FINISHED
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.tree import Plain
from casectl.core.values.value_class import value_class


@value_class
class ActsOnClock:
    """The acts on one clock (`casectl.core.case.kinds.kind.ClockActs`) of an event at `at`: the header after the event,
    and the clock's open run. An act that does not apply (any more) returns an empty record.
    """

    at: datetime
    after: Header
    rules: ClockContext
    count: DeadlineCalculator
    run: Run | None

    @property
    def zone(self) -> tzinfo:
        """The zone in which instants are written."""
        return self.rules.zone

    def pause(self, code: str) -> Record:
        """Pause it for the reason `code`."""
        if self.run is None or self.run.pause:
            return {}
        return paused(self.count, self.run, code, self.at, self.zone)

    def resume(self) -> Record:
        """Let it run again after a pause."""
        return resumed(self.count, self.run, self.at, self.zone) if self.run and self.run.pause else {}

    def extend(self, length: str, until: str) -> Record:
        """Postpone its deadline by a duration, or to an instant."""
        if self.run is None or self.run.pause:
            return {}
        mark: Record = {"extended_by": length} if length else {"extended_to": Plain(until)}
        return {**self._running(self.run, extended_due(self.count, self.run, length, until)), **mark}

    def restart(self, code: str) -> Record:
        """Start it again; a run that had expired is late."""
        within = duration_for(self.count.clock.within, self.after, self.rules.fields)
        if not within:
            return {}
        restart = {**started(self.count, self.at, within, self.zone), "restarted": code}
        due = effective_due(self.count, self.run, self.at) if self.run else self.at
        if self.run is None:
            return restart
        if to_seconds(self.at) <= to_seconds(due):
            return {**restart, **({"deadline": Plain(format_instant(due, self.zone))} if self.run.pause else {})}
        return {**stopped(self.run, self.at, due, self.zone), **restart}

    def override(self, until: str) -> Record:
        """Set its deadline to an instant, which depends on no calendar."""
        if self.run is None or self.run.pause:
            return {}
        record = self._running(self.run, parse_instant(until))
        record.pop("provisional", None)
        return {**record, "overridden": Plain("yes")}

    def confirm(self, *, refused: bool) -> Record:
        """Let it have stopped when a late entry says; `refused`: only when that was recorded, and thus late."""
        if self.run is None or self.run.claim is None:
            return {}
        claim = self.run.claim
        at = claim.recorded_at if refused else claim.at
        withdrawn = self.rules.is_withdrawn(self.after.state)
        stop = stopped(self.run, at, effective_due(self.count, self.run, at), self.zone, withdrawn=withdrawn)
        return {**stop, **self._again()}

    def _again(self) -> Record:
        """The next run, from now on, of a clock that what stops it starts again."""
        clock = self.count.clock
        if self.rules.category(self.after.state) in FINISHED or not (clock.repeat or {*clock.starts} & {*clock.stops}):
            return {}
        within = duration_for(clock.repeat or clock.within, self.after, self.rules.fields)
        mark: Record = {"repeat": Plain("yes")} if clock.repeat else {}
        return {**started(self.count, self.at, within, self.zone), **mark} if within else {}

    def recompute(self) -> Record:
        """Calculate its deadline again by the rules that hold now."""
        run = self.run
        within = duration_of_run(run, self.count.clock, self.after, self.rules.fields) if run else ""
        if run is None or not within:
            return {}
        return moved(self.count, run, kept_if_expired(self.count, run, within, self.at), self.zone)

    def _running(self, run: Run, due: datetime) -> Record:
        return running(self.count, run.start, due, run.within, self.zone)


def extended_due(count: DeadlineCalculator, run: Run, length: str, until: str) -> datetime:
    """The deadline of a run extended by a duration, or to an instant; moved to the end of its day if the rule says
    so.
    """
    return count.later(run.due, length) if length else count.ended(parse_instant(until))
