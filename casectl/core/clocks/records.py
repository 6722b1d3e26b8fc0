"""Making the clock records of events (their form is described in `casectl.core.clocks.runs`) from runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from casectl.core.case.model import Event, Header
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.clocks.postponing import effective_due, recalculated
from casectl.core.clocks.runs import NO_ROW, SHARES, Run, put_off_tree
from casectl.core.template.clock_rules import Clock, Within, row_that_applies
from casectl.core.template.renamed import Renamed
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import UsageError
from casectl.core.values.tree import Plain, Tree, get_in, list_of, mapping_of, text_of
from casectl.core.values.value_class import replace

Record = dict[str, Tree]


def duration_for(table: tuple[Within, ...], header: Header, fields: Mapping[str, Tree]) -> str:
    """The duration of the first row whose conditions the case meets, "" if there is none."""

    def value(name: str) -> str:
        if name in ("level", "team"):
            return str(getattr(header, name))
        return text_of(get_in(dict(fields), tuple(name.split("."))))

    row = row_that_applies(table, value)
    return row.duration if row else ""


def condition_names(clock: Clock) -> set[str]:
    """The names that a clock's tables have conditions on: fields, ``level``, ``team``."""
    return {name for row in (*clock.within, *clock.repeat) for name, _ in row.when}


def changed_conditions(event: Event, before: Header, after: Header, renamed: Renamed) -> set[str]:
    """The names, as in conditions, that an event changed, the former ones of `renamed` fields included; the header was
    `before` and is `after`.
    """
    moved = {name for name in ("level", "team") if getattr(after, name) != getattr(before, name)}
    if "changed" not in event.data:
        return moved
    changed = changed_of(event)
    return (changed - {"level", "team"}) | moved | renamed.former_fields(changed)


def changed_of(event: Event) -> set[str]:
    """The names, as in conditions, that an event lists as changed, even if the value is the same."""
    names = {text_of(each).removeprefix("fields.") for each in list_of(event.data.get("changed"))}
    return names | {name for name in ("level", "team") if event.text(name)}


def date_in(fields: Mapping[str, Tree], name: str, calendar: Calendar, *, end: bool = False) -> datetime | None:
    """The instant in a field, or the start (or `end`) of the day in it in the calendar's zone; None if it has
    neither.
    """
    text = text_of(get_in(dict(fields), tuple(name.split("."))))
    edge = calendar.end_of if end else calendar.start_of
    try:
        return parse_instant(text) if "T" in text else edge(date.fromisoformat(text))
    except (UsageError, ValueError):
        return None


def duration_of_run(run: Run, clock: Clock, header: Header, fields: Mapping[str, Tree]) -> str:
    """The duration that the rules give a run now; "" if its deadline was imported or set by hand."""
    if run.fixed or not run.within:
        return ""
    return duration_for(clock.repeat if run.repeat else clock.within, header, fields)


def kept_if_expired(count: DeadlineCalculator, run: Run, within: str, at: datetime) -> str:
    """The duration for recalculating a run: `within`, but its own if it has expired under the same rules."""
    has_expired = run.rule == count.version and to_seconds(at) > to_seconds(effective_due(count, run, at))
    return run.within if within and has_expired else within


def started(count: DeadlineCalculator, start: datetime, within: str, zone: tzinfo) -> Record:
    """The record of a clock that starts: its deadline, and what that was calculated from."""
    return running(count, start, count.deadline(start, within), within, zone)


def running(count: DeadlineCalculator, start: datetime, due: datetime, within: str, zone: tzinfo) -> Record:
    """The record of a clock that runs until `due`."""
    record: Record = {
        "due": _plain(due, zone),
        "from": _plain(start, zone),
        "rule": count.version,
        "within": within,
        "calendar": count.calendar.name,
    }
    if count.is_provisional(start, due, within):
        record["provisional"] = Plain("yes")
    if count.clock.chance:
        record["chance"] = Plain("yes")
    return record | BY_SHARES


def stopped(run: Run, at: datetime, due: datetime, zone: tzinfo, *, withdrawn: bool = False) -> Record:
    """The record of a run that ends: late; else met, or fallen away where the complaint was `withdrawn`.

    `due` is the deadline as of `at`; a paused run ends with the deadline after its pause.
    """
    in_time = "fell_away" if withdrawn else "met"
    record: Record = {
        "stopped": _plain(at, zone),
        "late" if to_seconds(at) > to_seconds(due) else in_time: Plain("yes"),
    }
    return {**record, **({"deadline": _plain(due, zone)} if run.pause else {}), **counting_of(run)}


def claimed(count: DeadlineCalculator, run: Run, at: datetime, zone: tzinfo) -> Record:
    """The record of a run that is said to have ended at `at`, and runs on until somebody confirms it."""
    record: Record = {"due": _plain(run.due, zone), "from": _plain(run.start, zone), "claimed": _plain(at, zone)}
    marks = {"provisional": run.provisional, "chance": count.clock.chance}
    return record | {name: Plain("yes") for name, holds in marks.items() if holds}


def excused(run: Run, at: datetime, due: datetime, by: str, zone: tzinfo) -> Record:
    """The record of a run whose duty falls away because `by` was met, or no row of its table applies any more."""
    deadline: Record = {"deadline": _plain(due, zone)} if run.pause else {}
    return {"stopped": _plain(at, zone), "excused": by, **deadline, **counting_of(run)}


def paused(count: DeadlineCalculator, run: Run, reason: str, at: datetime, zone: tzinfo) -> Record:
    """The record of a pause, with the deadline before it and the time left."""
    return {
        "paused": _plain(at, zone),
        "reason": reason,
        "deadline": _plain(run.due, zone),
        "left": count.left(at, run.due, run.within),
        **({"within": run.within} if run.within else {}),
        **counting_of(run),
    }


def resumed(count: DeadlineCalculator, run: Run, at: datetime, zone: tzinfo) -> Record:
    """The record of a run that resumes after its pause."""
    return resumed_with(count, run, effective_due(count, run, at), at, zone)


def resumed_with(count: DeadlineCalculator, run: Run, due: datetime, at: datetime, zone: tzinfo) -> Record:
    """The record of a run that goes on at `at`, and is due then."""
    record = running(count, run.start, due, run.within, zone)
    if run.counting < SHARES:
        record.pop("counting")
    return {**record, "resumed": _plain(at, zone)}


def counting_of(run: Run) -> Record:
    """What a record says of the counting of a run's pauses."""
    return BY_SHARES if run.counting == SHARES else {}


BY_SHARES: Record = {"counting": Plain(str(SHARES))}


def moved(count: DeadlineCalculator, run: Run, within: str, zone: tzinfo) -> Record:
    """The record of a run whose rule has changed: its new deadline, running or still paused."""
    return running_or_paused(count, counted_from(count, run, run.start, within), zone)


def counted_from(count: DeadlineCalculator, run: Run, start: datetime, within: str) -> Run:
    """The run with its deadline recalculated from `start`."""
    renewed = replace(run, start=start, within=within)
    return replace(renewed, due=recalculated(count, renewed, within))


def running_or_paused(count: DeadlineCalculator, run: Run, zone: tzinfo) -> Record:
    """The record of a run with its present deadline, running or still paused."""
    if run.pause:
        return paused(count, run, run.pause.reason, run.pause.at, zone)
    return running(count, run.start, run.due, run.within, zone)


def as_begun(count: DeadlineCalculator, run: Run, zone: tzinfo) -> Record:
    """The record that begins an open run as it would be by now, with all that has put it off."""
    before: list[Tree] = [put_off_tree(each, zone) for each in run.put_off if each != run.pause]
    basis = running(count, run.start, run.due, run.within, zone)
    if run.pause:
        basis = {key: basis[key] for key in ("from", "rule", "calendar")}
    marks = {"overridden": run.overridden, "repeat": run.repeat}
    record = {**basis, **running_or_paused(count, run, zone), **({"put_off": before} if before else {})}
    if run.restarted:
        record["restarted"] = run.restarted
    return record | {name: Plain("yes") for name, holds in marks.items() if holds}


def corrected(old: Run, new: Run, zone: tzinfo) -> Record:
    """What a record has in addition when the date that a run counts from was corrected."""
    return {
        "corrected_from": _plain(old.start, zone),
        "from": _plain(new.start, zone),
        "deadline": _plain(new.due, zone),
    }


def stop_triggers(records: Mapping[str, Tree]) -> set[str]:
    """The triggers of the clocks that these records stop, except those no row applies to any more and those
    restarted by hand.
    """
    found = set[str]()
    for name, record in records.items():
        each = mapping_of(record)
        if "restarted" in each:
            continue
        if "stopped" in each and each.get("excused") != NO_ROW:
            found.add(f"clock:{name}")
        if "met" in each:
            found.add(f"met:{name}")
    return found


def _plain(at: datetime, zone: tzinfo) -> Plain:
    return Plain(format_instant(at, zone))
