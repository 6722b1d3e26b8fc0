"""Rules of reminders: each stage of a ladder is worked off when it has come, once for each deadline and person."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.event import Event
from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.reminded import clock_of
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.template.clock_rules import Clock
from casectl.core.template.ladders import Stage
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.errors import NotFound
from casectl.core.values.messages import msg
from casectl.core.values.tree import list_of, text_of

REMINDED = "reminded"


def reminder(moment: Moment) -> Iterator[Fault | Unclear]:
    """A reminder is of an open deadline, at a stage of its clock's ladder that has come, to people not yet told."""
    event, clock = moment.event, moment.in_force.template.clock(clock_of(moment.event))
    stage = stage_called(clock, event.text("stage"))
    if clock is None or stage is None:
        yield Fault(msg("clock {clock} reminds nobody at {stage}", clock=clock_of(event), stage=event.text("stage")))
        return
    due, said = moment.case.header.due.get(clock.name), parse_instant(event.text("deadline"))
    if due is None or to_seconds(due) != to_seconds(said):
        at = format_instant(said, moment.in_force.zone)
        yield Fault(msg("{clock} is not due {at}", clock=clock.title, at=at))
        return
    yield from _too_early(moment, clock, stage)
    told = {name for each in effective_events(moment.case.journal) for name in told_before(each, event)}
    if again := sorted(told & {*map(text_of, list_of(event.data.get("told")))}):
        yield Fault(msg("{people} were reminded of this before", people=[*again]))


def stage_called(clock: Clock | None, at: str) -> Stage | None:
    """The stage of a clock that is written so."""
    return next((each for each in clock.remind if each.at == at), None) if clock else None


def told_before(earlier: Event, event: Event) -> list[str]:
    """Whom an earlier event reminded of the same deadline at the same stage."""
    same = earlier.kind == REMINDED and _place(earlier) == _place(event)
    return [text_of(name) for name in list_of(earlier.data.get("told"))] if same else []


def _place(event: Event) -> tuple[str, str, str]:
    return clock_of(event), event.text("deadline"), event.text("stage")


def _too_early(moment: Moment, clock: Clock, stage: Stage) -> Iterator[Fault | Unclear]:
    try:
        calendar = moment.in_force.rule_set.calendar_named(clock.calendar)
    except NotFound as error:
        yield Unclear(error.what)
        return
    comes_at = stage.comes_at(moment.case.header.due[clock.name], calendar)
    if to_seconds(moment.event.at) < to_seconds(comes_at):
        at = format_instant(comes_at, moment.in_force.zone)
        yield Fault(msg("the reminder {stage} of {clock} comes at {at}", stage=stage.at, clock=clock.title, at=at))
