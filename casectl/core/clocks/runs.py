"""Runs of clocks, read from the records in events.

A record is a mapping in an event, under ``clocks`` and the clock's name:

    started, moved   {due, from, rule, within, calendar [, provisional: yes] [, chance: yes] [, repeat: yes]
                     [, restarted: reason]}
    stopped          {stopped, met: yes | late: yes | excused: the clock that was met, or `within` where no row of its
                     table applies to the case any more}; with `due` it was restarted
    paused           {paused: instant, reason, deadline: the one before the pause, left}
    resumed          {due, from, resumed: instant, …}
    owed again       {due, from, owed_again: yes, …}: the field that had stopped it is empty again
    extended         {due, from, extended_by: duration, …}
    overridden       {due, from, overridden: yes, …}
    corrected        any of moved, paused and stopped, with {from, deadline, corrected_from}: the same run, from the
                     corrected date; `corrected_from` is where it had counted from

An imported deadline is {due, from} alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from casectl.core.case.event import Event
from casectl.core.case.fold import effective_events
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.tree import Tree, mapping_of, text_of
from casectl.core.values.value_class import value_class


@value_class
class Paused:
    """A pause: its reason, from when, until when (None: not resumed yet)."""

    reason: str
    at: datetime
    until: datetime | None = None


@value_class
class Run:
    """One run of a clock, from the events of the journal. All instants are aware.

    `due` is the deadline as last recorded, also while paused and after the end. `verdict` is "" while it is open, else
    ``met``, ``late``, ``excused`` or ``restarted``. `fixed`: it was set by hand (`overridden`), or extended to an
    instant, and no rule moves it. `put_off` has its pauses and the durations of its extensions, in order, `events` the
    ids of the events that moved it, in order.
    """

    clock: str
    start: datetime
    due: datetime
    events: tuple[str, ...]
    within: str = ""
    rule: str = ""
    calendar: str = ""
    provisional: bool = False
    repeat: bool = False
    fixed: bool = False
    overridden: bool = False
    put_off: tuple[Paused | str, ...] = ()
    extensions: int = 0
    stopped: datetime | None = None
    verdict: str = ""
    restarted: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the run is running or paused."""
        return self.stopped is None

    @property
    def pauses(self) -> tuple[Paused, ...]:
        """Its pauses, in order; only the last one may be without an end."""
        return tuple(each for each in self.put_off if isinstance(each, Paused))

    @property
    def pause(self) -> Paused | None:
        """The pause that has not ended."""
        return self.pauses[-1] if self.is_open and self.pauses and self.pauses[-1].until is None else None


def runs_of(journal: Iterable[Event]) -> dict[str, list[Run]]:
    """Every run of every clock, in order, from the events that are not undone."""
    runs: dict[str, list[Run]] = {}
    for event in effective_events(journal):
        for clock, record in event.mapping("clocks").items():
            _take(runs.setdefault(clock, []), clock, mapping_of(record), event)
    return {clock: found for clock, found in runs.items() if found}


def latest_run(journal: Iterable[Event], clock: str) -> Run | None:
    """The latest run of a clock."""
    return next(reversed(runs_of(journal).get(clock, [])), None)


def _take(runs: list[Run], clock: str, record: Mapping[str, Tree], event: Event) -> None:
    open_run = runs[-1] if runs and runs[-1].is_open else None
    if open_run and "corrected_from" in record:
        runs[-1] = open_run = replace(
            open_run,
            start=_instant(record, "from") or open_run.start,
            due=_instant(record, "deadline") or open_run.due,
        )
    if open_run and ("stopped" in record or "due" not in record):
        runs[-1] = _paused(open_run, record, event) if "paused" in record else _ended(open_run, record, event)
        open_run = runs[-1] if runs[-1].is_open else None
    if "due" not in record:
        return
    start = _instant(record, "from") or (open_run.start if open_run else event.at)
    if open_run and to_seconds(open_run.start) == to_seconds(start) and "restarted" not in record:
        runs[-1] = _moved(open_run, record, event)
        return
    if open_run:
        runs[-1] = replace(open_run, stopped=event.at, verdict="restarted", events=(*open_run.events, event.id))
    begun = Run(clock, start, event.at, (), repeat="repeat" in record, put_off=_before(runs, start, record, event))
    runs.append(_moved(begun, record, event))


def _before(runs: list[Run], start: datetime, record: Mapping[str, Tree], event: Event) -> tuple[Paused | str, ...]:
    """What a continued run keeps: its earlier pauses and extensions, and after a reopening the time it was stopped."""
    last = runs[-1] if runs else None
    if last and "owed_again" in record:
        return last.put_off
    if last is None or last.stopped is None or to_seconds(last.start) != to_seconds(start) or "resumed" not in record:
        return ()
    return (*last.put_off, Paused("reopened", last.stopped, event.at))


def _moved(run: Run, record: Mapping[str, Tree], event: Event) -> Run:
    """The run with the record's deadline: started, moved, resumed, extended or overridden."""
    put_off, extended = run.put_off, text_of(record.get("extended_by"))
    if run.pause:
        put_off = (*put_off[:-1], replace(run.pause, until=_instant(record, "resumed") or event.at))
    return replace(
        run,
        due=parse_instant(text_of(record["due"])),
        events=(*run.events, event.id),
        within=text_of(record.get("within")) or run.within,
        rule=text_of(record.get("rule")) or run.rule,
        calendar=text_of(record.get("calendar")) or run.calendar,
        provisional="provisional" in record,
        fixed=run.fixed or "overridden" in record or "extended_to" in record,
        overridden=run.overridden or "overridden" in record,
        put_off=(*put_off, extended) if extended else put_off,
        extensions=run.extensions + bool(extended or "extended_to" in record),
        restarted=text_of(record.get("restarted")) or run.restarted,
    )


def _paused(run: Run, record: Mapping[str, Tree], event: Event) -> Run:
    """The run paused; a run already paused can only get another deadline to resume with."""
    at = _instant(record, "paused") or event.at
    put_off = run.put_off if run.pause else (*run.put_off, Paused(text_of(record.get("reason")), at))
    return replace(
        run,
        due=_instant(record, "deadline") or run.due,
        within=text_of(record.get("within")) or run.within,
        events=(*run.events, event.id),
        put_off=put_off,
    )


def _ended(run: Run, record: Mapping[str, Tree], event: Event) -> Run:
    at = _instant(record, "stopped") or event.at
    verdict = next((word for word in ("late", "excused", "restarted") if word in record), "met")
    return replace(run, stopped=at, verdict=verdict, events=(*run.events, event.id))


def _instant(record: Mapping[str, Tree], key: str) -> datetime | None:
    text = text_of(record.get(key))
    return parse_instant(text) if text else None
