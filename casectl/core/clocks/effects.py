"""Consequences of an event: the clocks and follow-ups it starts, stops, schedules and cancels, recorded as facts.

A recorded deadline never moves by itself: only the record of another event can move it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from hashlib import sha256

from casectl.core.case.compose import follow_up_tree
from casectl.core.case.fold import with_event
from casectl.core.case.model import JOINED, RETYPED, UNDONE, Case, Event, FollowUp, Header
from casectl.core.case.owed import UNDELIVERED
from casectl.core.clocks.as_if import record_as_if
from casectl.core.clocks.engine import ClockEngine
from casectl.core.clocks.missed import stays_missed
from casectl.core.clocks.postponing import effective_due
from casectl.core.clocks.promises import promise_changes
from casectl.core.clocks.records import (
    Record,
    changed_conditions,
    condition_names,
    date_in,
    duration_of_run,
    stop_triggers,
    stopped,
)
from casectl.core.clocks.recurring import coming_again
from casectl.core.clocks.retyping import retyped_records
from casectl.core.clocks.rules import ClockContext
from casectl.core.clocks.runs import Run, latest_runs, runs_of
from casectl.core.template.clock_rules import Clock, FollowUpRule
from casectl.core.template.model import FINISHED
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.tree import Plain, Tree, list_of, mapping_of
from casectl.core.values.value_class import replace, value_class


@value_class
class Known:
    """Each clock's latest run before an event, and the header after it; its deadlines and follow-ups do not count."""

    runs: Mapping[str, Run]
    after: Header


def with_consequences(event: Event, case: Case, rules: ClockContext, known: Known | None = None) -> Event:
    """The event with its effects on clocks and follow-ups added, given the case before it.

    What the caller does not know is worked out from the journal.
    Raises UsageError for a deadline that cannot be calculated, NotFound for a clock whose calendar is missing.
    """
    if event.kind == UNDONE:
        return event
    known = known or Known(latest_runs(case.journal), with_event(case, event).header)
    after = known.after
    data: dict[str, Tree] = dict(event.data)
    if event.kind in ("advanced", "reopened", JOINED) and rules.category(after.state) == "closed":
        data["closes"] = Plain("yes")
    triggers = set(rules.triggers_of(event))
    before, state = case.header, rules.template.workflow.now_called(case.header.state)
    before = before if before.state == state else replace(before, state=state)
    engine = ClockEngine(event, case.journal, before, after, known.runs, rules, triggers)
    clocks = _clock_records(engine)
    if clocks:
        data["clocks"] = {**event.mapping("clocks"), **clocks}
    return Event(event.id, event.at, event.by, event.kind, {**data, **_follow_up_changes(engine)})


def _follow_up_changes(engine: ClockEngine) -> dict[str, Tree]:
    """The details of the event about follow-ups: those that it cancels, and those that it schedules or passes on."""
    before, after, event = engine.before, engine.after, engine.event
    promises = promise_changes(event, engine.journal, (before, after), engine.rules)
    cancelled = [*_cancelled(engine), *promises.ended]
    left = [each for each in before.follow_ups if each not in cancelled] if cancelled else before.follow_ups
    new = [*_scheduled(engine, {each.rule for each in left}), *promises.made, *coming_again(engine)]
    if not new and not cancelled and before.owner == after.owner:
        return {}
    scheduled = [replace(each, id=follow_up_id(event.id, number)) for number, each in enumerate(new)]
    moved = [each for each in left if each.who == before.owner != after.owner]
    ids: list[Tree] = [each.id for each in (*cancelled, *moved)]
    trees = [follow_up_tree(each, engine.rules.zone) for each in (*scheduled, *_passed_on(moved, after.owner))]
    own = list_of(event.data.get("follow_ups"))
    return {**({"cancels": ids} if ids else {}), **({"follow_ups": [*own, *trees]} if trees else {})}


def _passed_on(follow_ups: Iterable[FollowUp], owner: str) -> Iterator[FollowUp]:
    """The follow-ups of the owner before, as those of the new one."""
    return (replace(each, who=owner) for each in follow_ups)


def too_late(event: Event, case: Case, after: Header, rules: ClockContext) -> list[Message]:
    """The clocks that the event would have moved to another row of their tables, had they not expired before.

    `case` is the case before the event, `after` the header after it.
    """
    changed = changed_conditions(event, case.header, after, rules.template.renamed)
    found = []
    for name, runs in runs_of(case.journal).items() if changed else ():
        clock, run = rules.rule_set.clock(name), runs[-1]
        if clock is None or not run.is_open or not changed & condition_names(clock) or name in event.mapping("clocks"):
            continue
        within = duration_of_run(run, clock, after, rules.fields)
        due = effective_due(rules.rule_set.count(clock), run, event.at)
        if within not in ("", run.within) and to_seconds(event.at) > to_seconds(due):
            found.append(stays_missed(name, due, rules.zone))
    return found


def put_off_after(event: Event, before: Header, after: Header, zone: tzinfo) -> Iterator[Message]:
    """The deadlines that had passed before the event set later ones."""
    for name, due in before.due.items():
        record, later = mapping_of(event.mapping("clocks").get(name)), after.due.get(name)
        is_put_off = record and later and "stopped" not in record and to_seconds(due) < to_seconds(later)
        if is_put_off and to_seconds(due) < to_seconds(event.known_at):
            yield msg("{clock} was missed at {due}, which stays on record: casectl due shows it",
                      clock=name, due=format_instant(due, zone))  # fmt: skip


def waiting(event: Event) -> Iterator[Message]:
    """That an event was recorded so late that it stops some clocks only when somebody confirms it."""
    names: list[Value] = [name for name, each in event.mapping("clocks").items() if "claimed" in mapping_of(each)]
    if names:
        yield msg(
            "it was recorded late, so it stops {clocks} only when somebody else confirms it: casectl confirm",
            clocks=names,
        )


def _cancelled(engine: ClockEngine) -> list[FollowUp]:
    """The follow-ups that the event cancels.

    A case that is joined to another one has none any more. A reopening cancels all but those triggered by the opening,
    the receipt or a date; any other event those that count from a date that it corrects, and those that the template
    settles in the case's state. A letter that was not delivered is owed until another contact goes out. What a person
    has added ends otherwise by a person alone.
    """
    if engine.event.kind == JOINED:
        return [*engine.before.follow_ups]
    rules = engine.rules.template.follow_ups if engine.before.follow_ups else ()
    if engine.event.kind == "reopened":
        kept = {rule.name for rule in rules if rule.on in ("opened", "received") or rule.on.startswith("field:")}
        return [each for each in engine.before.follow_ups if each.rule and each.rule not in kept]
    ended = {rule.name for rule in rules if _is_recounted(engine, rule) or engine.after.state in rule.settled}
    told = "contact:out" in engine.triggers
    return [each for each in engine.before.follow_ups if each.rule in ended or (told and each.kind == UNDELIVERED)]


def _is_recounted(engine: ClockEngine, rule: FollowUpRule) -> bool:
    """Whether the event corrects the date that the rule counts from."""
    return rule.on in engine.triggers and (rule.on == "received" or _date(engine, rule) is not None)


def _scheduled(engine: ClockEngine, taken: set[str]) -> list[FollowUp]:
    """The follow-ups that the event's triggers schedule; a rule has at most one open follow-up.

    A template that a case gets later plans what it would have planned for a new one.
    """
    triggers = engine.triggers | ({"opened", "received"} if engine.event.kind == RETYPED else set())
    return [
        _planned(engine, rule)
        for rule in engine.rules.template.follow_ups
        if rule.on in triggers and rule.name not in taken and engine.after.state not in rule.settled
    ]


def _planned(engine: ClockEngine, rule: FollowUpRule) -> FollowUp:
    """The follow-up of a rule, without its id."""
    who = engine.after.owner if rule.who == "owner" else rule.who
    at, calendar = _when(engine, rule), engine.rules.rule_set.calendar_named(rule.calendar)
    until = calendar.after(at, parse_duration(rule.until)) if rule.every and rule.until else None
    return FollowUp("", at, rule.what, who, rule.name, every=rule.every, until=until)


def _when(engine: ClockEngine, rule: FollowUpRule) -> datetime:
    """When the follow-up is due: in working hours, so that nobody is called at night, unless the rule allows any
    time.

    Days, months or years counted from a day in a field end with the last second of the last day.
    """
    calendar, length = engine.rules.rule_set.calendar_named(rule.calendar), parse_duration(rule.after)
    start = _start(engine, rule)
    planned = calendar.after(start, length)
    if not rule.any_time:
        return calendar.within_hours(planned)
    day = calendar.day_of(start)
    from_a_day = rule.on.startswith("field:") and to_seconds(start) == to_seconds(calendar.start_of(day))
    return calendar.end_of(calendar.day_of(planned)) if from_a_day and length.unit in _DAYS else planned


_DAYS = ("d", "wd", "w", "mo")


def _start(engine: ClockEngine, rule: FollowUpRule) -> datetime:
    """The instant from which it counts: for `received` the receipt, for a field with a date that date, else the
    event.
    """
    received = engine.after.received_at if rule.on == "received" else None
    return received or _date(engine, rule) or engine.at


def _date(engine: ClockEngine, rule: FollowUpRule) -> datetime | None:
    """The date in the field that triggers the rule; None for another trigger or a field without a date."""
    field = rule.on.removeprefix("field:")
    calendar = engine.rules.rule_set.calendar_named(rule.calendar)
    return date_in(engine.rules.fields, field, calendar) if field != rule.on else None


def follow_up_id(event: str, number: int = 0) -> str:
    """The id of the `number`-th follow-up that an event schedules; derived from the event's id, so equal in every
    clone.
    """
    stem = f"f{sha256(event.encode()).hexdigest()[:6]}"
    return f"{stem}-{number + 1}" if number else stem


def _clock_records(engine: ClockEngine) -> dict[str, Tree]:
    """The records of all clocks that the event affects, by clock: each is decided at most once, those that depend on
    others after them, since a clock that stops may start or stop others in the same event.
    """
    if engine.event.kind == RETYPED:
        return retyped_records(engine, _clock_records)
    found: dict[str, Tree] = {}
    waiting, number = [*engine.rules.rule_set.excusing_first], 0
    while number < len(waiting):
        record = engine.record_for(waiting[number])
        if not record:
            number += 1
            continue
        clock = waiting.pop(number)
        found[clock.name] = record
        if _sets_off(engine, clock, record):  # what those before it may have waited for
            number = 0
    for clock in waiting if engine.category not in FINISHED else ():  # when all stops and starts are known
        if record := record_as_if(engine, clock):
            found[clock.name] = record
    return {**found, **_unknown_clocks(engine)}


def _sets_off(engine: ClockEngine, clock: Clock, record: Record) -> bool:
    """Add what a clock's record triggers; whether that is anything new."""
    if "stopped" not in record and "met" not in record:
        return False
    known = len(engine.triggers), len(engine.met)
    triggers = stop_triggers({clock.name: record})
    engine.triggers.update(triggers, engine.rules.template.renamed.as_of_clocks(triggers))
    if "met" in record:
        engine.met.add(clock.name)
    return (len(engine.triggers), len(engine.met)) != known


def _unknown_clocks(engine: ClockEngine) -> dict[str, Tree]:
    """Stop clocks that the template does not know when the case is closed."""
    if engine.category != "closed":
        return {}
    unknown = [run for run in engine.runs.values() if run.is_open and not engine.rules.rule_set.clock(run.clock)]
    withdrawn = engine.rules.is_withdrawn(engine.after.state)
    return {run.clock: stopped(run, engine.at, run.due, engine.zone, withdrawn=withdrawn) for run in unknown}
