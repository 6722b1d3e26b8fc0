"""list, overdue, agenda and handoff --pending: many cases at a glance, from their facts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from casectl.actions.desk import Desk, Listing
from casectl.core.errors import CasectlError
from casectl.core.facts import Facts
from casectl.core.messages import Words
from casectl.core.query import Query
from casectl.core.reports import Agenda, CaseList, DueReport, DueRow, Limbo, LimboRow, Task
from casectl.core.template import Template


class Categories:
    """The category of each case's state, from its template; an unknown one counts as open, never overlooked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._templates: dict[str, Template | None] = {}

    def __call__(self, case: Facts) -> str:
        template = self.template(case.text("template"))
        return template.workflow.category(case.text("state")) if template else "open"

    def template(self, name: str) -> Template | None:
        """The template, or None if it cannot be used."""
        if name not in self._templates:
            try:
                self._templates[name] = self._desk.template(name)
            except CasectlError:
                self._templates[name] = None
        return self._templates[name]

    def states(self) -> dict[tuple[str, str], Words]:
        """The titles of all states met so far."""
        known = [each for each in self._templates.values() if each]
        return {(each.name, state.name): state.title for each in known for state in each.workflow.states}


def list_cases(desk: Desk, query: Query) -> CaseList:
    """The cases that meet the query, by id."""
    listing, categories = desk.facts(), Categories(desk)
    found = sorted((case for case in listing.cases if query.matches(case, categories)), key=lambda case: case.id)
    for case in found:
        categories(case)
    return CaseList(found, listing.unreadable, categories.states())


@dataclass(frozen=True, slots=True)
class Window:
    """Which deadlines: those passed at `at` (None: now), or passing before `until`; of one clock or kind if named.

    With `warned` (when the warning of a clock's deadline begins) instead: those still ahead that are warned of.
    """

    at: datetime | None = None
    until: Callable[[datetime], datetime] | None = None
    clock: str = ""
    kind: str = ""
    warned: Callable[[DueRow], datetime | None] | None = None


def overdue(desk: Desk, window: Window, query: Query, listing: Listing | None = None) -> DueReport:
    """The open deadlines within the window, of the cases that meet the query, soonest first.

    `listing` is the casebook as it stood at some other time; None for now.
    """
    at = window.at or desk.now
    limit = window.until(at) if window.until else at
    listing, categories = listing or desk.facts(), Categories(desk)
    rows = [
        row
        for case in listing.cases
        if case.due and (window.warned or min(case.due.values()) <= limit) and query.matches(case, categories)
        for row in _due_rows(case, categories, at)
        if window.clock in ("", row.clock) and window.kind in ("", row.kind) and _is_within(window, row, (at, limit))
    ]
    return DueReport(at, sorted(rows, key=lambda row: (row.due, row.case.id)), listing.unreadable)


def _is_within(window: Window, row: DueRow, span: tuple[datetime, datetime]) -> bool:
    at, limit = span
    if window.warned is None:
        return row.due <= limit
    begins = window.warned(row) if row.due >= at else None
    return begins is not None and begins <= at


def _due_rows(case: Facts, categories: Categories, at: datetime) -> Iterator[DueRow]:
    template = categories.template(case.text("template"))
    clocks = {clock.name: clock for clock in template.clocks} if template else {}
    guessed = case.provisional
    for name, due in case.due.items():
        clock = clocks.get(name)
        title, kind = (clock.title, clock.kind) if clock else (Words.of(name), "internal")
        yield DueRow(case, name, title, kind, due, at - due, name in guessed)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose agenda: a person's, a team's, or everybody's; up to `until` (None: all there is)."""

    person: str = ""
    team: str = ""
    until: datetime | None = None


def agenda(desk: Desk, whose: Whose) -> Agenda:
    """Follow-ups and deadlines, soonest first."""
    listing, categories = desk.facts(), Categories(desk)
    tasks = [
        task
        for case in listing.cases
        for task in (*_follow_ups(case, categories, desk.now), *_deadlines(case, categories, desk.now))
        if whose.person in ("", task.who)
        and whose.team in ("", case.text("team"))
        and (whose.until is None or task.at < whose.until)
    ]
    return Agenda(desk.now, sorted(tasks, key=lambda task: (task.at, task.case.id, task.kind)), listing.unreadable)


def _follow_ups(case: Facts, categories: Categories, now: datetime) -> Iterator[Task]:
    template = categories.template(case.text("template")) if case.follow_ups else None
    titles = {rule.name: rule.title for rule in template.follow_ups} if template else {}
    for each in case.follow_ups:
        at = datetime.fromisoformat(each["at"])
        title = titles.get(each["rule"], Words.of(each["what"]))
        yield Task(case, at, "follow-up", each["what"], title, each["who"], each["id"], at < now, each["note"])


def _deadlines(case: Facts, categories: Categories, now: datetime) -> Iterator[Task]:
    who = case.offer.get("by") or case.text("owner")
    for row in _due_rows(case, categories, now):
        yield Task(case, row.due, "deadline", row.clock, row.title, who, row.clock, row.due < now)


def pending(desk: Desk, whose: Whose) -> Limbo:
    """The handoffs that nobody has accepted yet, the one waiting longest first.

    A person's are those given, and those offered to the person or to a team that the person is in.
    """
    listing = desk.facts()
    teams = next((each.teams for each in desk.casebook.people if each.name == whose.person), ())
    rows = [
        _limbo_row(case, desk.now)
        for case in listing.cases
        if (offer := case.offer)
        and (whose.person in ("", offer["to"], offer["by"]) or (not offer["to"] and offer["team"] in teams))
        and whose.team in ("", offer["team"], case.text("team"))
    ]
    return Limbo(sorted(rows, key=lambda row: row.since), listing.unreadable)


def _limbo_row(case: Facts, now: datetime) -> LimboRow:
    offer = case.offer
    since = datetime.fromisoformat(offer["at"])
    return LimboRow(case, offer["by"], offer["to"], offer["team"], since, now - since, offer["reason"])
