"""list, overdue, agenda and handoff --pending: many cases at a glance, from their facts alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from casectl.actions.context import CommandContext, ExcerptList
from casectl.core.query.columns import Bitmap, ColumnTable
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.prefilter import needles, prefilter_for
from casectl.core.reports import Agenda, CaseList, DueReport, DueRow, PendingHandoff, PendingHandoffs, Task
from casectl.core.template.labels import Labels
from casectl.core.time.instants import elapsed, to_seconds
from casectl.core.values.errors import CasectlError, NotFound
from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.nearest import suggestion


class TemplateTitles:
    """What the templates call things, each template asked once; one that cannot be used calls everything open."""

    def __init__(self, context: CommandContext) -> None:
        self._desk = context
        self._known: dict[str, Labels] = {}

    def of(self, template: str) -> Labels:
        """The template's glossary."""
        if template not in self._known:
            try:
                self._known[template] = self._desk.labels(template)
            except CasectlError:  # check names its faults; its cases are listed all the same
                self._known[template] = Labels({}, {}, {})
        return self._known[template]

    def category(self, template: str, state: str) -> str:
        """The category of a state; an unknown one counts as open, never overlooked."""
        return self.of(template).category(state)

    def glossaries(self) -> list[Labels]:
        """The glossaries of all templates met so far."""
        return list(self._known.values())

    def templates(self) -> dict[str, LocalizedText]:
        """The titles of the templates met so far."""
        known = self._known.items()
        return {name: entry.title for name, labels in known if (entry := labels.template.get(name))}

    def states(self) -> dict[tuple[str, str], LocalizedText]:
        """The titles of all states of the templates met so far."""
        return {
            (name, state): each.title for name, known in self._known.items() for state, each in known.states.items()
        }


def list_cases(context: CommandContext, query: Condition, titles: TemplateTitles | None = None) -> CaseList:
    """The cases that meet the query, by id."""
    titles = titles or TemplateTitles(context)
    listing = context.facts(lambda table: query.bounds(table, titles.category).possible, prefilter_for(needles(query)))
    found = sorted((case for case in listing.cases if query.holds(case, titles.category)), key=lambda case: case.id)
    for case in found:
        titles.of(case.text("template"))
    return CaseList(found, listing.unreadable, titles.states(), titles.templates())


class DeadlineFilter(NamedTuple):
    """Which deadlines: those passed at `at` (None: now), or passing before `until`; of one clock or kind if named.

    With `warned` (when the warning of a clock's deadline begins) instead: those still ahead that are warned of.
    """

    at: datetime | None = None
    until: Callable[[datetime], datetime] | None = None
    clock: str = ""
    kind: str = ""
    warned: Callable[[DueRow], datetime | None] | None = None


def overdue(
    context: CommandContext, window: DeadlineFilter, query: Condition, listing: ExcerptList | None = None
) -> DueReport:
    """The open deadlines within the window, of the cases that meet the query, soonest first.

    `listing` is the casebook as it stood at some other time; None for now.
    """
    at = window.at or context.now
    limit = window.until(at) if window.until else at
    least = elapsed(limit, at)
    titles = TemplateTitles(context)

    def choice(table: ColumnTable) -> Bitmap:
        due = table.between("due", None, None if window.warned else to_seconds(limit) + 1)
        return query.bounds(table, titles.category).possible & (table.everything if due is None else due)

    listing = listing or context.facts(choice, prefilter_for(needles(query)))
    clocks = _clocks_called(context, titles, listing, window.clock) if window.clock else frozenset()
    rows = [
        row
        for case in listing.cases
        if case.due and query.holds(case, titles.category)
        for row in _due_rows(case, titles, at)
        if (not window.clock or row.clock in clocks)
        and window.kind in ("", row.kind)
        and _is_within(window, row, at, least)
    ]
    return DueReport(at, sorted(rows, key=lambda row: (to_seconds(row.due), row.case.id)), listing.unreadable)


def _clocks_called(context: CommandContext, titles: TemplateTitles, listing: ExcerptList, typed: str) -> frozenset[str]:
    """The clocks of that name or title, in any template or case. Raises NotFound, naming the nearest."""
    entries = [each for name in context.template_names() for each in titles.of(name).clocks.items()]
    named = {name for name, _ in entries} | {name for case in listing.cases for name in case.due}
    called = {name for name, entry in entries if typed in (text for _, text in entry.title.by_language)}
    if found := called | ({typed} & named):
        return frozenset(found)
    hint = suggestion(typed, sorted(named)) or msg("clocks here are {names}", names=sorted(named))
    raise NotFound(msg("no template and no case here has a clock {name}", name=typed), hint=hint)


def _is_within(window: DeadlineFilter, row: DueRow, at: datetime, least: timedelta) -> bool:
    """Whether it is late by `least` (negative: ahead by no more) or, where warnings count, ahead and warned of."""
    if window.warned is None:
        return row.late >= least
    begins = window.warned(row) if row.late <= timedelta(0) else None
    return begins is not None and to_seconds(begins) <= to_seconds(at)


def _due_rows(case: Excerpt, titles: TemplateTitles, at: datetime) -> Iterator[DueRow]:
    clocks = titles.of(case.text("template")).clocks
    guessed = case.provisional
    for name, due in case.due.items():
        clock = clocks.get(name)
        title, kind = clock or (LocalizedText.of(name), "internal")
        yield DueRow(case, name, title, kind, due, elapsed(due, at), name in guessed)


class AgendaFilter(NamedTuple):
    """Whose agenda: a person's, a team's, or everybody's; up to `until` (None: all there is)."""

    person: str = ""
    team: str = ""
    until: datetime | None = None

    def among(self, table: ColumnTable) -> Bitmap:
        """The rows in which such a person or team may have something to do by then."""
        mask = table.everything
        until = to_seconds(self.until) + 1 if self.until else None
        times = [table.between(key, None, until) for key in ("due", "follow_up")]
        if None not in times:
            mask &= (times[0] or 0) | (times[1] or 0)
        holders = table.among("holders", lambda names: self.person in json.loads(names or "[]"))
        if self.person and holders is not None:
            mask &= holders
        teams = table.among("team", self.team.__eq__)
        return mask & teams if self.team and teams is not None else mask


def agenda(context: CommandContext, whose: AgendaFilter, query: Condition = EVERY) -> Agenda:
    """Follow-ups and deadlines of the cases that meet the query, soonest first."""
    titles = TemplateTitles(context)
    listing = context.facts(lambda table: whose.among(table) & query.bounds(table, titles.category).possible)
    tasks = [
        task
        for case in listing.cases
        if query.holds(case, titles.category)
        for task in (*_follow_ups(case, titles, context.now), *_deadlines(case, titles, context.now))
        if whose.person in ("", task.who)
        and whose.team in ("", case.text("team"))
        and (whose.until is None or to_seconds(task.at) < to_seconds(whose.until))
    ]
    soonest = sorted(tasks, key=lambda task: (to_seconds(task.at), task.case.id, task.kind))
    return Agenda(context.now, soonest, listing.unreadable)


def _follow_ups(case: Excerpt, titles: TemplateTitles, now: datetime) -> Iterator[Task]:
    for each in case.follow_ups:
        at = datetime.fromisoformat(each["at"])
        rule = titles.of(case.text("template")).follow_ups.get(each["rule"])
        title = rule.title if rule else LocalizedText.of(each["what"])
        is_over = to_seconds(at) < to_seconds(now)
        yield Task(case, at, "follow-up", each["what"], title, each["who"], each["id"], is_over, each["note"])


def _deadlines(case: Excerpt, titles: TemplateTitles, now: datetime) -> Iterator[Task]:
    who = case.offer.get("by") or case.text("owner")
    for row in _due_rows(case, titles, now):
        is_over = row.late > timedelta(0)
        yield Task(case, row.due, "deadline", row.clock, row.title, who, row.clock, is_over, "", row.provisional)


def pending(context: CommandContext, whose: AgendaFilter) -> PendingHandoffs:
    """The handoffs that nobody has accepted yet, the one waiting longest first.

    A person's are those given, and those offered to the person or to a team that the person is in.
    """
    listing = context.facts(_offered)
    teams = next((each.teams for each in context.casebook.people if each.name == whose.person), ())
    rows = [
        _limbo_row(case, context.now)
        for case in listing.cases
        if (offer := case.offer)
        and (whose.person in ("", offer["to"], offer["by"]) or (not offer["to"] and offer["team"] in teams))
        and whose.team in ("", offer["team"], case.text("team"))
    ]
    return PendingHandoffs(sorted(rows, key=lambda row: to_seconds(row.since)), listing.unreadable)


def _offered(table: ColumnTable) -> Bitmap:
    found = table.among("offer", bool)
    return table.everything if found is None else found


def _limbo_row(case: Excerpt, now: datetime) -> PendingHandoff:
    offer = case.offer
    since = datetime.fromisoformat(offer["at"])
    return PendingHandoff(case, offer["by"], offer["to"], offer["team"], since, elapsed(since, now), offer["reason"])
