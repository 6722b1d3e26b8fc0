"""Clocks and follow-ups: what an event starts, stops, schedules and cancels, written into the event as facts.

The record of a clock in an event is either ``{due, from, rule}`` (started, or moved) or ``{stopped, late}``.
A deadline that stands in the journal never moves by itself: only another event's record can move it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from casectl.core.calendar import Calendar
from casectl.core.case import FollowUp, Header
from casectl.core.clock_rules import Clock
from casectl.core.compose import follow_up_tree
from casectl.core.durations import parse_duration
from casectl.core.event import Event
from casectl.core.fold import fold, standing
from casectl.core.instants import format_instant, parse_instant
from casectl.core.template import Template
from casectl.core.tree import Plain, Tree, dig, mapping_of, text_of

_OVER = ("resolved", "closed")


@dataclass(frozen=True, slots=True)
class Rules:
    """What consequences follow from: the case's template, the calendar, and the case's fields after the event."""

    template: Template
    calendar: Calendar
    fields: dict[str, Tree]

    def category(self, state: str) -> str:
        """The category of a state of the template."""
        return self.template.workflow.category(state)


def moments_of(event: Event) -> frozenset[str]:
    """The names under which a template's clocks and follow-ups know this event."""
    moments = {f"event:{event.kind}"}
    if event.kind == "opened":
        moments |= {"opened", "received"}
    if event.kind in ("opened", "advanced", "reopened"):
        moments.add(f"state:{event.text('to')}")
    if event.kind == "contacted":
        moments.add(f"contact:{event.text('direction')}")
    return frozenset(moments)


def with_consequences(event: Event, journal: tuple[Event, ...], rules: Rules) -> Event:
    """The event with the clocks and follow-ups that follow from it, after `journal`."""
    if event.kind == "undone":
        return event
    before, after = fold(journal), fold((*journal, event))
    data: dict[str, Tree] = dict(event.data)
    if event.kind in ("advanced", "reopened") and rules.category(after.state) == "closed":
        data["closes"] = Plain("yes")
    clocks = _clock_records(event, journal, before, after, rules)
    if clocks:
        data["clocks"] = {**event.mapping("clocks"), **clocks}
    if event.kind == "reopened":
        cancelled = [each.id for each in before.follow_ups if each.rule]
        data |= {"cancels": [*cancelled]} if cancelled else {}
    scheduled = _scheduled(event, before, after, rules)
    if scheduled:
        zone = rules.calendar.zone
        data["follow_ups"] = [follow_up_tree(each, zone) for each in scheduled]
    return replace(event, data=data)


def _clock_records(
    event: Event, journal: tuple[Event, ...], before: Header, after: Header, rules: Rules
) -> dict[str, Tree]:
    moments, records = moments_of(event), {}
    for clock in rules.template.clocks:
        running = before.due.get(clock.name)
        if _starts(clock, moments, rules.category(after.state)):
            records[clock.name] = _started(clock, _start_instant(clock, event, after), after, rules)
        elif running and (moments & set(clock.stops) or rules.category(after.state) == "closed"):
            records[clock.name] = _stopped(event.at, running, rules)
        elif running and after.level != before.level:
            records[clock.name] = _started(clock, started_at(clock.name, journal, event.at), after, rules)
    stray = set(before.due) - {clock.name for clock in rules.template.clocks}
    if rules.category(after.state) == "closed":
        records |= {name: _stopped(event.at, before.due[name], rules) for name in sorted(stray)}
    return {name: record for name, record in records.items() if record}


def _starts(clock: Clock, moments: frozenset[str], category: str) -> bool:
    """Whether the event starts the clock; a case that is resolved or closed starts only what waits for that state."""
    starting = moments & set(clock.starts)
    if category in _OVER:
        starting = frozenset(each for each in starting if each.startswith("state:"))
    return bool(starting)


def _start_instant(clock: Clock, event: Event, after: Header) -> datetime:
    first = event.kind == "opened"
    return after.received_at if clock.counts_from == "received" and first and after.received_at else event.at


def _started(clock: Clock, start: datetime, header: Header, rules: Rules) -> dict[str, Tree]:
    duration = duration_for(clock, header, rules.fields)
    if not duration:
        return {}
    zone = rules.calendar.zone
    due = rules.calendar.after(start, parse_duration(duration))
    return {
        "due": Plain(format_instant(due, zone)),
        "from": Plain(format_instant(start, zone)),
        "rule": rules.template.rule,
    }


def _stopped(at: datetime, due: datetime, rules: Rules) -> dict[str, Tree]:
    record: dict[str, Tree] = {"stopped": Plain(format_instant(at, rules.calendar.zone))}
    return record | ({"late": Plain("yes")} if at > due else {})


def duration_for(clock: Clock, header: Header, fields: dict[str, Tree]) -> str:
    """The duration of the first row of the clock's table that the case matches, "" if none does."""
    for row in clock.within:
        if all(_matches(key, wanted, header, fields) for key, wanted in row.when):
            return row.duration
    return ""


def _matches(key: str, wanted: tuple[str, ...], header: Header, fields: dict[str, Tree]) -> bool:
    own = {"level": str(header.level), "team": header.team}
    return (own[key] if key in own else text_of(dig(fields, tuple(key.split("."))))) in wanted


def started_at(clock: str, journal: tuple[Event, ...], default: datetime) -> datetime:
    """When the clock that runs now started, as its latest record says."""
    for event in reversed(standing(journal)):
        start = text_of(mapping_of(event.mapping("clocks").get(clock)).get("from"))
        if start:
            return parse_instant(start)
    return default


def _scheduled(event: Event, before: Header, after: Header, rules: Rules) -> list[FollowUp]:
    moments = moments_of(event)
    taken = {each.rule for each in before.follow_ups if event.kind != "reopened"}
    due = [rule for rule in rules.template.follow_ups if rule.on in moments and rule.name not in taken]
    return [
        FollowUp(
            follow_up_id(event.id, number),
            rules.calendar.after(event.at, parse_duration(rule.after)),
            rule.what,
            after.owner if rule.who == "owner" else rule.who,
            rule.name,
        )
        for number, rule in enumerate(due)
    ]


def follow_up_id(event: str, number: int = 0) -> str:
    """The id of the `number`-th follow-up that an event schedules; it follows from the event's id, in every clone."""
    stem = f"f{sha256(event.encode()).hexdigest()[:6]}"
    return f"{stem}-{number + 1}" if number else stem
