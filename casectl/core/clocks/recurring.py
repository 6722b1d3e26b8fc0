"""Follow-ups that come again: where nobody was reached, and what recurs, as a call once a month in long-term care."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casectl.core.case.event import Event
from casectl.core.case.kinds.follow_ups import NOT_REACHED
from casectl.core.case.model import FollowUp, Header
from casectl.core.clocks.engine import ClockEngine
from casectl.core.template.clock_rules import FollowUpRule
from casectl.core.template.model import Template
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.value_class import replace

_MOST = 1000
"""How many times may have been missed; where there are more, it is counted from when it was done."""


def ended_by(event: Event, before: Header) -> FollowUp | None:
    """The open follow-up that an event says was done."""
    done = event.text("follow_up") if event.kind == "followup_done" else ""
    return next((each for each in before.follow_ups if done and each.id == done), None)


def may_come_again(event: Event, before: Header) -> bool:
    """Whether an event may bring a follow-up that it ends once more."""
    ended = ended_by(event, before)
    return ended is not None and bool(ended.every or event.text("result") == NOT_REACHED)


def rule_of(follow_up: FollowUp, template: Template) -> FollowUpRule | None:
    """The rule of the template that scheduled a follow-up."""
    return next((rule for rule in template.follow_ups if follow_up.rule and rule.name == follow_up.rule), None)


def coming_again(engine: ClockEngine) -> Iterator[FollowUp]:
    """What an event brings once more of the follow-up that it ends, without its id.

    Where nobody was reached it is tried again, when the event says or as often as its rule says; what recurs comes
    again after its time, the first time that is not past.
    """
    ended = ended_by(engine.event, engine.before)
    if ended is None:
        return
    rule = rule_of(ended, engine.rules.template)
    calendar = engine.rules.rule_set.calendar_named(rule.calendar if rule else "")
    again = _tried_again(engine, ended, rule, calendar)
    if again is not None:
        yield replace(ended, at=again, zone="", written=None, tries=ended.tries + 1)
    elif ended.every and (at := _next_time(ended, engine.at, calendar, rule)):
        yield replace(ended, at=at, written=None, tries=0)


def _tried_again(
    engine: ClockEngine, ended: FollowUp, rule: FollowUpRule | None, calendar: Calendar
) -> datetime | None:
    if engine.event.text("result") != NOT_REACHED:
        return None
    if typed := engine.event.text("again"):
        return parse_instant(typed)
    if rule is None or ended.tries + 1 >= rule.tries:
        return None
    return _in_hours(calendar.after(engine.at, parse_duration(rule.again)), calendar, rule)


def _next_time(ended: FollowUp, done_at: datetime, calendar: Calendar, rule: FollowUpRule | None) -> datetime | None:
    """The next time after `done_at` at which it recurs; None if that is after its end."""
    every, at = parse_duration(ended.every), calendar.after(ended.at, parse_duration(ended.every))
    for _ in range(_MOST):
        if to_seconds(at) > to_seconds(done_at):
            break
        at = calendar.after(at, every)
    else:
        at = calendar.after(done_at, every)
    return None if ended.until and to_seconds(at) > to_seconds(ended.until) else _in_hours(at, calendar, rule)


def _in_hours(at: datetime, calendar: Calendar, rule: FollowUpRule | None) -> datetime:
    """In working hours, unless the rule allows any time."""
    return at if rule and rule.any_time else calendar.within_hours(at)
