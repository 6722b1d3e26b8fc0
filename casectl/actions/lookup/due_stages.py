"""The stages of ladders that have come and were not worked off yet, from the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import NamedTuple

from casectl.actions.context import Reading
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import DEADLINE, Owed
from casectl.core.owed_reports import Reminder, Reminders
from casectl.core.query.clause import Clause, both, one_of, owes
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.selection import Selection
from casectl.core.template.clock_rules import Clock
from casectl.core.template.ladders import Stage
from casectl.core.template.recipients import recipients
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import Message, msg


class _Ladder(NamedTuple):
    """A clock with its calendar; `is_open`: the office is open now, so that people are told."""

    clock: Clock
    calendar: Calendar
    is_open: bool


def due_stages(context: Reading) -> Reminders:
    """What is to be told now. At night and on closed days only stages for any time are due."""
    notes: list[Message] = []
    ladders = {(name, each.clock.name): each for name in context.template_names() for each in _of(context, name, notes)}
    if not ladders:
        notes.append(msg("no template has remind: under a clock; casectl help templates shows how it is written"))
        return Reminders(context.now, [], [], tuple(notes))
    titles, latest = TemplateTitles(context), max(_reach(each, context.now) for each in ladders.values())
    names = tuple({clock for _, clock in ladders})
    clause = owes(both([one_of("kind", (DEADLINE,)), one_of("name", names), Clause("at <= ?", (latest,))]))
    listing = context.excerpts(Selection(clause, None, titles.category))
    finder = _Finder(context, ladders, titles)
    found = [each for case in listing.cases for each in finder.of(case)]
    notes += [
        msg("the reminder {stage} of {clock} reaches nobody, for example in {id}", stage=stage, clock=clock, id=case_id)
        for (clock, stage), case_id in finder.for_nobody.items()
    ]
    found.sort(key=lambda each: (to_seconds(each.due), each.case.id))
    return Reminders(context.now, found, listing.unreadable, tuple(notes))


def _of(context: Reading, name: str, notes: list[Message]) -> Iterator[_Ladder]:
    try:
        rule_set = context.rule_set(name, {})
        for clock in (each for each in rule_set.template.clocks if each.remind):
            calendar = rule_set.calendar_named(clock.calendar)
            open_now = to_seconds(calendar.within_hours(context.now)) == to_seconds(context.now)
            yield _Ladder(clock, calendar, open_now)
    except CasectlError as error:
        notes.append(msg("nobody is reminded of deadlines in {template}: {why}", template=name, why=error.what))


def _reach(ladder: _Ladder, now: datetime) -> int:
    """Up to which second a deadline may be for which a stage has come."""
    ahead = [stage.ahead for stage in ladder.clock.remind]
    return max(to_seconds(ladder.calendar.after(now, each) if each else now) for each in ahead)


class _Finder:
    """What is asked of each case."""

    def __init__(self, context: Reading, ladders: dict[tuple[str, str], _Ladder], titles: TemplateTitles) -> None:
        book, on = context.casebook, context.now.astimezone(context.zone).date()
        self.for_nobody: dict[tuple[str, str], str] = {}
        """Stages that name nobody, each with a case for which they have come."""
        self._ladders, self._titles, self._now = ladders, titles, to_seconds(context.now)
        self._recipients = cache(lambda stage, owner, team: recipients(book, stage, (owner, team), on))

    def of(self, case: Excerpt) -> Iterator[Reminder]:
        """The stages that have come in a case, each with those who were not told yet."""
        template = case.text("template")
        for owed in case.owed:
            ladder = self._ladders.get((template, owed.name)) if owed.kind == DEADLINE else None
            for stage in ladder.clock.remind if ladder else ():
                if ladder and self._has_come(ladder, stage, owed.at) and (told := self._left(case, owed, stage)):
                    title = self._titles.owed(template, *owed[:2], owed.rule)
                    yield Reminder(case, owed.name, title, owed.at, stage.at, told, stage.level)

    def _left(self, case: Excerpt, owed: Owed, stage: Stage) -> tuple[str, ...]:
        """Whom the stage is for and who was not told of it yet."""
        holder = case.offer.get("by") or case.text("owner")
        meant = self._recipients(stage, holder, case.text("team"))
        if not meant:
            self.for_nobody.setdefault((owed.name, stage.at), case.id)
        told = {
            name
            for clock, due, at, names in case.reminded
            if (clock, due, at) == (owed.name, to_seconds(owed.at), stage.at)
            for name in names
        }
        return tuple(name for name in meant if name not in told)

    def _has_come(self, ladder: _Ladder, stage: Stage, due: datetime) -> bool:
        if not (ladder.is_open or stage.any_time):
            return False
        return to_seconds(stage.comes_at(due, ladder.calendar)) <= self._now
