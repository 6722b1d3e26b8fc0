"""The stages of ladders that have come and were not worked off yet, from the index alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from casectl.actions.context import Reading
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import DEADLINE, FOLLOW_UP, INSTRUCTION, PROMISE, Owed
from casectl.core.owed_reports import Reminder, Reminders
from casectl.core.query.clause import Clause, both, either, one_of, owes
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.selection import Selection
from casectl.core.template.labels import public_title
from casectl.core.template.ladders import Stage
from casectl.core.template.model import Template
from casectl.core.template.recipients import recipients
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError, Message, msg
from casectl.core.values.value_class import NamedTuple


class _Rules(NamedTuple):
    """A template with the calendars that its ladders count by, each with whether its office is open now, so that
    people are told; by their names in the template.
    """

    template: Template
    calendars: dict[str, tuple[Calendar, bool]]


def due_stages(context: Reading) -> Reminders:
    """What is to be told now. At night and on closed days only stages for any time are due."""
    notes: list[Message] = []
    rules = {name: each for name in context.template_names() if (each := _of(context, name, notes))}
    if not rules:
        notes.append(msg("no template defines reminders (remind:); casectl help templates shows how"))
        return Reminders(context.now, [], [], tuple(notes))
    titles = TemplateTitles(context)
    listing = context.excerpts(Selection(_may_be_told(rules.values(), context.now), None, titles.category))
    finder = _Finder(context, rules, titles)
    found = [each for case in listing.cases for each in finder.of(case)]
    notes += [
        msg("the reminder {stage} of {clock} reaches nobody, for example in {id}", stage=stage, clock=what, id=case_id)
        for (what, stage), case_id in finder.for_nobody.items()
    ]
    found.sort(key=lambda each: (to_seconds(each.due), each.case.id))
    return Reminders(context.now, found, listing.unreadable, tuple(notes))


def _of(context: Reading, name: str, notes: list[Message]) -> _Rules | None:
    """The rules of a template that reminds somebody of something."""
    try:
        rule_set = context.rule_set(name, {})
        named = {calendar for _, calendar in _ladders(rule_set.template)}
        calendars = {each: rule_set.calendar_named(each) for each in named}
    except CasectlError as error:
        notes.append(msg("nobody is reminded of deadlines in {template}: {why}", template=name, why=error.what))
        return None
    now = to_seconds(context.now)
    is_open = {each: (found, to_seconds(found.within_hours(context.now)) == now) for each, found in calendars.items()}
    return _Rules(rule_set.template, is_open) if named else None


def _ladders(template: Template) -> Iterator[tuple[tuple[Stage, ...], str]]:
    """The ladders of a template, each with the name of its calendar."""
    yield from ((each.remind, each.calendar) for each in template.clocks if each.remind)
    usual = template.ladders.get(FOLLOW_UP, ())
    yield from ((found, each.calendar) for each in template.follow_ups if (found := each.remind or usual))
    yield from ((each, "") for each in template.ladders.values())


def _may_be_told(rules: Iterable[_Rules], now: datetime) -> Clause:
    """The cases in which something is owed for which a stage may have come."""
    latest, clocks, others = to_seconds(now), set[str](), False
    for each in rules:
        clocks.update(clock.name for clock in each.template.clocks if clock.remind)
        others = others or bool(each.template.ladders) or any(rule.remind for rule in each.template.follow_ups)
        for stages, calendar in _ladders(each.template):
            ahead = filter(None, (stage.ahead for stage in stages))
            counted_by, _ = each.calendars[calendar]
            latest = max([latest, *(to_seconds(counted_by.after(now, length)) for length in ahead)])
    kinds = [both([one_of("kind", (DEADLINE,)), one_of("name", clocks)])]
    if others:
        kinds.append(one_of("kind", (FOLLOW_UP, PROMISE, INSTRUCTION)))
    return owes(both([either(kinds), Clause("at <= ?", (latest,))]))


class _Finder:
    """What is asked of each case."""

    def __init__(self, context: Reading, rules: dict[str, _Rules], titles: TemplateTitles) -> None:
        book, on = context.casebook, context.now.astimezone(context.zone).date()
        self.for_nobody: dict[tuple[str, str], str] = {}
        """Stages that name nobody, each with a case for which they have come."""
        self._rules, self._titles, self._now = rules, titles, to_seconds(context.now)
        self._recipients = cache(lambda stage, holder, team: recipients(book, stage, (holder, team), on))

    def of(self, case: Excerpt) -> Iterator[Reminder]:
        """The stages that have come in a case, each with those who were not told yet."""
        name = case.text("template")
        rules = self._rules.get(name)
        for owed in case.owed if rules else ():
            stages, calendar = rules.template.ladder(owed) if rules else ((), "")
            come = [each for each in stages if rules and self._has_come(rules.calendars[calendar], each, owed.at)]
            is_due = any(each.ahead is None for each in come)
            for stage in come:
                if not (is_due and stage.ahead and not stage.level):  # that it is due soon is no news any more
                    yield from self._told(case, owed, stage)

    def _told(self, case: Excerpt, owed: Owed, stage: Stage) -> Iterator[Reminder]:
        """The reminder, if there is anybody whom the stage is for and who was not told of it yet."""
        meant, name = self._recipients(stage, owed.who, case.text("team")), case.text("template")
        if not meant:
            self.for_nobody.setdefault((owed.called, stage.at), case.id)
        told = {
            name
            for what, due, at, names in case.reminded
            if (what, due, at) == (owed.key, to_seconds(owed.at), stage.at)
            for name in names
        }
        if left := tuple(each for each in meant if each not in told):
            title, public = self._titles.owed(name, *owed[:2], owed.rule), public_title(self._titles.of(name), owed)
            yield Reminder(case, owed, title, public, stage.at, left, stage.level)

    def _has_come(self, calendar: tuple[Calendar, bool], stage: Stage, due: datetime) -> bool:
        counted_by, is_open = calendar
        if not (is_open or stage.any_time):
            return False
        return to_seconds(stage.comes_at(due, counted_by)) <= self._now
