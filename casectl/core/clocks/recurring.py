"""Follow-ups that come again: where nobody was reached, and what recurs, as a call once a month in long-term care."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime

from casectl.core.case.fold import follow_up
from casectl.core.case.kinds.follow_ups import NOT_REACHED
from casectl.core.case.model import Event, FollowUp, Header
from casectl.core.clocks.engine import ClockEngine
from casectl.core.template.clock_rules import FollowUpRule
from casectl.core.template.model import Template
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.tree import list_of, mapping_of
from casectl.core.values.value_class import replace


def ended_by(event: Event, before: Header) -> FollowUp | None:
    """The open follow-up that an event says was done."""
    if event.kind != "followup_done" or not (done := event.text("follow_up")):
        return None
    return next((each for each in before.follow_ups if each.id == done), None)


def may_come_again(event: Event, ended: FollowUp) -> bool:
    """Whether an event may bring once more the follow-up that it ends."""
    return bool(ended.every) or event.text("result") == NOT_REACHED


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
    elif ended.every and (at := _next_time(engine, ended, calendar, rule)):
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


def _next_time(engine: ClockEngine, ended: FollowUp, calendar: Calendar, rule: FollowUpRule | None) -> datetime | None:
    """The next time, after the event and after the ended one, at which it recurs; None if that is after its end.

    It is counted from the first of the series: what was moved into office hours moves none of those after it.
    """
    first, every, until = _first(ended, engine.journal).at, parse_duration(ended.every), ended.until

    def nth(count: int) -> datetime:
        return calendar.after(first, Duration(every.amount * count, every.unit))

    def is_ahead(count: int) -> bool:
        at = nth(count)
        is_another = to_seconds(_in_hours(at, calendar, rule)) > to_seconds(ended.at)
        return is_another and to_seconds(at) > to_seconds(engine.at)

    most = 1
    while not is_ahead(most):
        most *= 2
    at = nth(bisect_left(range(most), True, lo=1, key=is_ahead))
    return None if until and to_seconds(at) > to_seconds(until) else _in_hours(at, calendar, rule)


def _first(ended: FollowUp, journal: Sequence[Event]) -> FollowUp:
    """The first of the series that a follow-up belongs to: each of the others was brought by the end of the one before
    it.
    """
    first, wanted = ended, ended.id
    for event in reversed(journal):
        planned = map(follow_up, map(mapping_of, list_of(event.data.get("follow_ups"))))
        found = next((each for each in planned if each.id == wanted), None)
        if found is None:
            continue
        if (found.rule, found.what, found.every) != (ended.rule, ended.what, ended.every):
            break
        first = found
        if event.kind == "followup_done":
            wanted = event.text("follow_up")
    return first


def _in_hours(at: datetime, calendar: Calendar, rule: FollowUpRule | None) -> datetime:
    """In working hours, unless the rule allows any time."""
    return at if rule and rule.any_time else calendar.within_hours(at)
