"""Rules of reminders: each stage of a ladder is worked off when it has come, once for each deadline and person."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.fold import effective_events
from casectl.core.case.kinds.reminded import reminds_of
from casectl.core.case.model import Event
from casectl.core.case.owed import Owed, owed_in
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.template.ladders import Stage
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.tree import list_of, text_of

REMINDED = "reminded"


def reminder(moment: Moment) -> Iterator[Fault | Unclear]:
    """A reminder is of something open, at a stage of its ladder that has come, to people not yet told."""
    event, template, said = moment.event, moment.in_force.template, parse_instant(moment.event.text("deadline"))
    owed = next((each for each in owed_in(moment.case.header) if each.key == reminds_of(event)), None)
    if owed is None or to_seconds(owed.at) != to_seconds(said):
        at = format_instant(said, moment.in_force.zone)
        yield Fault(msg("{what} is not due {at}", what=reminds_of(event) or "-", at=at))
        return
    stages, calendar = template.ladder(owed)
    stage = next((each for each in stages if each.at == event.text("stage")), None)
    if stage is None:
        yield Fault(msg("{what} reminds nobody at {stage}", what=owed.called, stage=event.text("stage") or "-"))
        return
    yield from _too_early(moment, owed, stage, calendar)
    told = {name for each in effective_events(moment.case.journal) for name in told_before(each, event)}
    if again := sorted(told & {*map(text_of, list_of(event.data.get("told")))}):
        yield Fault(msg("{people} were reminded of this before", people=[*again]))


def told_before(earlier: Event, event: Event) -> list[str]:
    """Whom an earlier event reminded of the same deadline at the same stage."""
    same = earlier.kind == REMINDED and _place(earlier) == _place(event)
    return [text_of(name) for name in list_of(earlier.data.get("told"))] if same else []


def _place(event: Event) -> tuple[str, str, str]:
    return reminds_of(event), event.text("deadline"), event.text("stage")


def _too_early(moment: Moment, owed: Owed, stage: Stage, calendar: str) -> Iterator[Fault | Unclear]:
    try:
        counted_by = moment.in_force.rule_set.calendar_named(calendar)
    except NotFound as error:
        yield Unclear(error.what)
        return
    comes_at = stage.comes_at(owed.at, counted_by)
    if to_seconds(moment.event.at) < to_seconds(comes_at):
        at = format_instant(comes_at, moment.in_force.zone)
        yield Fault(msg("the reminder {stage} of {what} comes at {at}", stage=stage.at, what=owed.called, at=at))
