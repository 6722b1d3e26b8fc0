"""Runs of clocks, read from the records in events.

A record is a mapping in an event, under ``clocks`` and the clock's name:

    started, moved   {due, from, rule, within, calendar [, provisional: yes] [, chance: yes] [, repeat: yes]
                     [, restarted: reason] [, put_off: what put it off, if it begins as if it had run for long]}
    stopped          {stopped, met: yes | late: yes | fell_away: yes | excused: the clock that was met, or `within`
                     where no row of its table applies to the case any more (with `late` if it had expired before)
                     [, deadline: after a pause that ended with it]}; with `due` it was restarted, with `paused` too,
                     and the new run begins with a pause
    paused           {paused: instant, reason, deadline: the one before the pause, left}
    resumed          {due, from, resumed: instant, …}
    claimed          {due, from, claimed: instant}: it stopped then, by an entry made so late that it must be confirmed
    owed again       {due, from, owed_again: yes, …}: what had stopped it does not hold any more; the same run, if no
                     row of its table had applied, or it had ended by a letter that was not delivered; a run that this
                     had begun has never been. With `stopped`, and without `due`, a later contact has ended it
    extended         {due, from, extended_by: duration, …}
    overridden       {due, from, overridden: yes, …}
    corrected        any of moved, paused and stopped, with {from, deadline, corrected_from}: the same run, from the
                     corrected date; `corrected_from` is where it had counted from

An imported deadline is {due, from} alone. ``counting: 2`` says that pauses count by shares of days, and that what has
put off a clock that is owed again is in its record; records without it keep the counting that they were made by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import TypeAlias

from casectl.core.case.contacts import RETURNED
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Event
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.tree import Plain, Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import replace, value_class

SHARES = 2
"""The counting of today's records: by shares of days."""

NO_ROW = "within"
"""What excuses a clock when no row of its table applies to the case any more, in place of another clock's name."""


@value_class
class Paused:
    """A pause: its reason, from when, until when (None: not resumed yet)."""

    reason: str
    at: datetime
    until: datetime | None = None


@value_class
class Claim:
    """That a run ended at `at`, by an event recorded so much later that another person must confirm it."""

    at: datetime
    event: str
    recorded_at: datetime


PutOffBy: TypeAlias = Paused | datetime | str
"""What puts a deadline off: a pause, an instant set by hand, the duration of an extension."""


@value_class
class Run:
    """One run of a clock, from the events of the journal. All instants are aware.

    `due` is the deadline as last recorded, also while paused and after the end. `verdict` is "" while it is open, else
    ``met``, ``late``, ``fell_away``, ``excused`` or ``restarted``; `lost_row`: no row of its table applied any more.
    `fixed`: it was set by hand (`overridden`), or extended to an instant, and no rule moves it. `put_off` has its
    pauses, the durations of its extensions and the deadlines set by hand or imported, in order, `events` the ids of the
    events that moved it, in order. Pauses count by `counting`. `claim`: a late entry ended it.
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
    put_off: tuple[PutOffBy, ...] = ()
    extensions: int = 0
    stopped: datetime | None = None
    verdict: str = ""
    restarted: str = ""
    lost_row: bool = False
    counting: int = SHARES
    claim: Claim | None = None

    @property
    def is_open(self) -> bool:
        """Whether the run is running or paused."""
        return self.stopped is None

    @property
    def waits(self) -> bool:
        """Whether it has ended by a late entry that nobody has confirmed yet."""
        return self.is_open and self.claim is not None

    @property
    def pauses(self) -> tuple[Paused, ...]:
        """Its pauses, in order; only the last one may be without an end."""
        return tuple(each for each in self.put_off if isinstance(each, Paused))

    @property
    def pause(self) -> Paused | None:
        """The pause that has not ended."""
        pauses = self.pauses if self.is_open and self.put_off else ()
        return pauses[-1] if pauses and pauses[-1].until is None else None

    @property
    def by_rule(self) -> Run:
        """The run without the dates set by hand."""
        return replace(self, put_off=tuple(each for each in self.put_off if not isinstance(each, datetime)))

    def paused_until(self, at: datetime) -> Run:
        """The run with its present pause, if any, ended at `at`."""
        return replace(self, put_off=(*self.put_off[:-1], replace(self.pause, until=at))) if self.pause else self


def runs_of(journal: Iterable[Event]) -> dict[str, list[Run]]:
    """Every run of every clock, in order, from the events that are not undone."""
    runs: dict[str, list[Run]] = {}
    for event in effective_events(journal):
        for clock, record in event.mapping("clocks").items():
            take(runs.setdefault(clock, []), clock, mapping_of(record), event)
    return {clock: found for clock, found in runs.items() if found}


def latest_runs(journal: Iterable[Event]) -> dict[str, Run]:
    """The latest run of every clock."""
    return {clock: runs[-1] for clock, runs in runs_of(journal).items()}


def take(runs: list[Run], clock: str, record: Mapping[str, Tree], event: Event) -> None:
    """Add to the `runs` of a clock what its record in an event says."""
    last = runs[-1] if runs else None
    if last and "owed_again" in record and (last.lost_row or RETURNED in event.data):
        if last.is_open and len(runs) > 1:
            del runs[-1]
        is_over = "stopped" in record
        runs[-1] = _ended(runs[-1], record, event) if is_over else _owed_again(runs[-1], record, event)
        return
    open_run = last if last and last.is_open else None
    if open_run and "corrected_from" in record:
        runs[-1] = open_run = replace(
            open_run,
            start=_instant(record, "from") or open_run.start,
            due=_instant(record, "deadline") or open_run.due,
        )
    if open_run and ("stopped" in record or "due" not in record):
        begins_paused = "stopped" in record and "paused" in record
        own = {key: value for key, value in record.items() if key != "deadline"} if begins_paused else record
        pauses = "paused" in record and not begins_paused
        runs[-1] = _paused(open_run, record, event) if pauses else _ended(open_run, own, event)
        open_run = runs[-1] if runs[-1].is_open else None
    if "due" not in record:
        if "paused" in record and "from" in record and open_run is None:
            runs.append(_begun(clock, _instant(record, "from") or event.at, record, event))
        return
    start = _instant(record, "from") or (open_run.start if open_run else event.at)
    if open_run and to_seconds(open_run.start) == to_seconds(start) and "restarted" not in record:
        runs[-1] = _moved(open_run, record, event)
        return
    if open_run:
        runs[-1] = _ended(open_run, {**record, "restarted": "yes"}, event)
    runs.append(_begun(clock, start, record, event))
    if last and last.stopped and ("owed_again" in record or "resumed" in record):
        runs[-1] = _continued(last, runs[-1], record, event)


def _begun(clock: str, start: datetime, record: Mapping[str, Tree], event: Event) -> Run:
    """A new run; it may begin paused, and as if it had been put off before."""
    before = tuple(_read_put_off(mapping_of(each)) for each in list_of(record.get("put_off")))
    begun = Run(
        clock, start, event.at, (),
        rule=text_of(record.get("rule")),
        calendar=text_of(record.get("calendar")),
        repeat="repeat" in record,
        fixed=any(isinstance(each, datetime) for each in before),
        put_off=before,
        extensions=sum(isinstance(each, str) for each in before),
    )  # fmt: skip
    return _moved(begun, record, event) if "due" in record else _paused(begun, record, event)


def _read_put_off(entry: Mapping[str, Tree]) -> PutOffBy:
    """An entry of the list ``put_off``; `put_off_tree` writes it."""
    if "extended_by" in entry:
        return text_of(entry["extended_by"])
    if "deadline" in entry:
        return parse_instant(text_of(entry["deadline"]))
    return Paused(text_of(entry.get("reason")), parse_instant(text_of(entry.get("paused"))), _instant(entry, "until"))


def put_off_tree(by: PutOffBy, zone: tzinfo) -> dict[str, Tree]:
    """The form of what puts a deadline off in a record."""
    if isinstance(by, str):
        return {"extended_by": by}
    if isinstance(by, datetime):
        return {"deadline": Plain(format_instant(by, zone))}
    until: dict[str, Tree] = {"until": Plain(format_instant(by.until, zone))} if by.until else {}
    return {"reason": by.reason, "paused": Plain(format_instant(by.at, zone)), **until}


def _owed_again(last: Run, record: Mapping[str, Tree], event: Event) -> Run:
    """The run without its end; what has put it off is in the record."""
    again = _begun(last.clock, _instant(record, "from") or last.start, record, event)
    return replace(again, events=(*last.events, event.id), repeat=last.repeat, restarted=last.restarted)


def _continued(last: Run, begun: Run, record: Mapping[str, Tree], event: Event) -> Run:
    """The run with what had put off the last one, and after a reopening the time for which that was stopped."""
    again, same = "owed_again" in record, to_seconds(last.start) == to_seconds(begun.start)
    if not again and not same:
        return begun
    if again and _counting(record) == SHARES:  # what has put it off is in the record
        return begun
    gap = () if again or last.stopped is None else (Paused("reopened", last.stopped, event.at),)
    kept = replace(begun, put_off=(*last.put_off, *gap, *begun.put_off))
    if _counting(record) < SHARES:
        return kept
    return replace(kept, extensions=last.extensions, fixed=last.fixed, overridden=last.overridden, repeat=last.repeat)


def _moved(run: Run, record: Mapping[str, Tree], event: Event) -> Run:
    """The run with the record's deadline: started, moved, resumed, extended or overridden."""
    due, extended = parse_instant(text_of(record["due"])), text_of(record.get("extended_by"))
    put_off, by_hand = run.put_off, "overridden" in record or "extended_to" in record
    if run.pause:
        put_off = (*put_off[:-1], replace(run.pause, until=_instant(record, "resumed") or event.at))
    if extended:
        put_off = (*put_off, extended)
    elif (by_hand and "put_off" not in record) or not (run.events or put_off or "within" in record):
        put_off = (*put_off, due)
    return replace(
        run,
        due=due,
        events=(*run.events, event.id),
        within=text_of(record.get("within")) or run.within,
        rule=text_of(record.get("rule")) or run.rule,
        calendar=text_of(record.get("calendar")) or run.calendar,
        provisional="provisional" in record,
        fixed=run.fixed or by_hand,
        overridden=run.overridden or "overridden" in record,
        put_off=put_off,
        extensions=run.extensions + bool(extended or "extended_to" in record),
        restarted=text_of(record.get("restarted")) or run.restarted,
        counting=min(run.counting, _counting(record)) if "resumed" in record else run.counting,
        claim=Claim(claimed_at, event.id, event.known_at) if (claimed_at := _instant(record, "claimed")) else run.claim,
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
        counting=min(run.counting, _counting(record)),
    )


def _ended(run: Run, record: Mapping[str, Tree], event: Event) -> Run:
    """The run with its verdict; a pause ends with it, if the record has the deadline after that pause."""
    at, due = _instant(record, "stopped") or event.at, _instant(record, "deadline")
    verdict = next((word for word in ("late", "excused", "fell_away", "restarted") if word in record), "met")
    put_off = run.paused_until(at).put_off if due else run.put_off
    lost = text_of(record.get("excused")) == NO_ROW
    return replace(
        run, stopped=at, due=due or run.due, put_off=put_off, verdict=verdict, lost_row=lost,
        events=(*run.events, event.id),
    )  # fmt: skip


def _counting(record: Mapping[str, Tree]) -> int:
    return SHARES if text_of(record.get("counting")) == str(SHARES) else 1


def _instant(record: Mapping[str, Tree], key: str) -> datetime | None:
    text = text_of(record.get(key))
    return parse_instant(text) if text else None
