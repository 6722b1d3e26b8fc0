"""today: what somebody has to do by the end of the day, what nobody has taken, and what is new; from the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from casectl.actions.lookup.knowledge import stale_of, to_verify
from casectl.actions.lookup.next_command import next_command
from casectl.actions.lookup.owed_rows import Holders
from casectl.actions.lookup.tasks import Whose, tasks_of
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import DEADLINE, INSTRUCTION, OFFER
from casectl.core.owed_reports import (
    CALLS,
    DECIDE,
    DEPUTY,
    DUE,
    INSPECTED,
    NEWS,
    OFFERED,
    OVERDUE,
    RECONCILE,
    TODAY_GROUPS,
    UNASSIGNED,
    Task,
    Today,
    TodayRow,
)
from casectl.core.query.ahead import AHEAD, AheadRule, place_of
from casectl.core.query.clause import Clause, both, either, one_of
from casectl.core.query.conditions import InState
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.selection import Selection
from casectl.core.query.waiting import CAUSED, INSTRUCTED, WAITS
from casectl.core.template.absences import absence_on
from casectl.core.template.settings import Casebook
from casectl.core.time.durations import Duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, Value, counted, msg
from casectl.core.values.value_class import NamedTuple, replace

if TYPE_CHECKING:
    from casectl.actions.lookup.news import Looking
    from casectl.ports.sending import Outgoing

_AHEAD = Duration(1, "wd")
"""How far ahead of what is due one looks in the morning: as far as `due-soon` for a follow-up."""


class TodayFilter(NamedTuple):
    """Whose day: a person's, a team's ("": everybody's); `since` is the commit at which that person last looked, whom
    what others did since is news to, "" if that was never; None: nobody asks for news.
    """

    person: str = ""
    team: str = ""
    since: str | None = None


def today(
    context: Looking,
    wanted: TodayFilter,
    rules: tuple[AheadRule, ...] = AHEAD,
    letters: Sequence[Outgoing] = (),
) -> Today:
    """What is overdue, offered, due within a working day, undecided after a merge or unassigned, and what is new; and
    those of the `letters` in this clone's outbox that were not sent yet.

    In each group the cases that meet a rule come first, in the order of the rules; then the earliest.
    """
    head = (
        context.ledger.commit_named("HEAD") if wanted.since is not None else None
    )  # before the cases, so that nothing is missed
    titles, holders = TemplateTitles(context), Holders(context)
    teams = holders.teams_of([wanted.person]) if wanted.person else ()
    until = context.calendar.after(context.now, _AHEAD)
    day = _Day(Whose(wanted.person, wanted.team, None, teams), until, titles, context.now, context.casebook)
    others = [day._replace(whose=Whose(name)) for name in _stood_in_for(context, wanted.person)]
    clause = either([day.clause(), *(each.clause() for each in others), *([INSTRUCTED] if wanted.person else [])])
    listing = context.excerpts(Selection(clause, None, titles.category))
    rows = [row for case in listing.cases for row in day.rows(case)]
    rows += [
        _as_deputy(row)
        for each in others
        for case in listing.cases
        for row in each.rows(case)
        if row.group not in (DECIDE, INSPECTED)  # which is for that person alone
    ]
    rows += _given(context, listing.cases, wanted.person, titles)
    rows += _causes(context, wanted, titles)
    rows += _unsent(context, letters, wanted)
    rows += _news(context, wanted, head.commit, titles) if head else ()
    cases = {row.case.id: row.case for row in rows}
    places = {name: place_of(case, rules, titles.category) for name, case in cases.items()}
    placed = [_placed(row, *places[row.case.id]) for row in rows]
    return Today(context.now, sorted(placed, key=_order), listing.unreadable, head.commit if head else "",
                 dict(context.casebook.teams), (*_to_read(context, wanted), *_mail(context)))  # fmt: skip


def _mail(context: Looking) -> Iterator[Message]:
    """That messages wait for anybody to say where they belong."""
    if waiting := context.store.paths("mail/waiting", ".eml"):
        yield counted(
            "{count} message waits for somebody to decide where it belongs: casectl mail --waiting",
            "{count} messages wait for somebody to decide where they belong: casectl mail --waiting",
            len(waiting),
        )


def _given(context: Looking, cases: Sequence[Excerpt], giver: str, titles: TemplateTitles) -> Iterable[TodayRow]:
    """The instructions that somebody gave and that nobody has answered."""
    if not giver or not any(owed.kind == INSTRUCTION for case in cases for owed in case.owed):
        return ()
    from casectl.actions.lookup.given_instructions import given_instructions

    return given_instructions(context, cases, giver, titles)


def _causes(context: Looking, wanted: TodayFilter, titles: TemplateTitles) -> Iterable[TodayRow]:
    """The root causes that need a record; a team answers for none."""
    if wanted.team or not context.casebook.causes or not (cases := context.excerpts(CAUSED).cases):
        return ()
    from casectl.actions.lookup.second_person import causes_without_record

    return causes_without_record(context, cases, wanted.person, titles)


def _unsent(context: Looking, letters: Sequence[Outgoing], wanted: TodayFilter) -> Iterable[TodayRow]:
    """The letters that were not sent yet, which no list shows: each is on record as a contact."""
    if not letters:
        return ()
    from casectl.actions.lookup.unsent_letters import unsent_rows

    return unsent_rows(context, letters, wanted.person, wanted.team)


def _news(context: Looking, wanted: TodayFilter, head: str, titles: TemplateTitles) -> Iterable[TodayRow]:
    """What others did up to the commit `head` since a person looked."""
    if not wanted.since or wanted.since == head:
        return ()
    from casectl.actions.lookup.news import news

    found = news(context, wanted.person, wanted.since, head, titles)
    return [TodayRow(NEWS, each.case, each.what, each.last.at, each.last.by, ("show", each.case.id)) for each in found]


def _to_read(context: Looking, wanted: TodayFilter) -> tuple[Message, ...]:
    """The articles that are to be verified again; a team answers for none."""
    return () if wanted.team else tuple(to_verify(each) for each in stale_of(context, wanted.person))


def _stood_in_for(context: Looking, deputy: str) -> list[str]:
    """The people who are away today, and whose deputy that person is."""
    today_on = context.now.astimezone(context.zone).date()
    absences = ((each.name, absence_on(each.away, today_on)) for each in context.casebook.people if deputy)
    return [name for name, absence in absences if absence and absence.deputy == deputy]


def _as_deputy(row: TodayRow) -> TodayRow:
    """The row as that of the deputy, who cannot answer in the other's name."""
    is_answer = row.group == OFFERED or (row.owed is not None and row.owed.kind == INSTRUCTION)
    return replace(row, group=DEPUTY, next=("show", row.case.id) if is_answer else row.next)


def _placed(row: TodayRow, place: int, why: Value) -> TodayRow:
    return replace(row, place=place, ahead=why)


_GROUPS = tuple(TODAY_GROUPS)


def _order(row: TodayRow) -> tuple[int, int, int, str]:
    return _GROUPS.index(row.group), row.place, to_seconds(row.at) if row.at else 0, row.case.id


class _Day(NamedTuple):
    """Whose day it is, and what is due by `until` counts."""

    whose: Whose
    until: datetime
    titles: TemplateTitles
    now: datetime
    book: Casebook

    def clause(self) -> Clause:
        """The cases that may have a row."""
        soon = self.whose._replace(until=self.until).clause()
        held = self._held_by(("owner", self.whose.person), ("team", self.whose.team))
        unassigned = both([Clause("owner = ''"), self._of_teams(), InState((), ("active",)).clause()])
        return either([soon, both([Clause("conflicts > 0"), held]), unassigned, WAITS])

    @staticmethod
    def _held_by(*names: tuple[str, str]) -> Clause:
        return both([one_of(column, (name,)) for column, name in names if name])

    @property
    def _teams(self) -> tuple[str, ...]:
        return (self.whose.team,) if self.whose.team else self.whose.teams

    def _of_teams(self) -> Clause:
        everybody = not (self.whose.person or self.whose.team)
        return Clause("TRUE") if everybody else one_of("team", self._teams)

    def rows(self, case: Excerpt) -> Iterator[TodayRow]:
        """What is to be done in a case."""
        is_unassigned = self._is_unassigned(case)
        for task in tasks_of(case, self.titles, to_seconds(self.now)):
            group = _group_of(task, self.titles)
            is_soon = group == OFFERED or to_seconds(task.owed.at) <= to_seconds(self.until)
            if is_soon and self.whose.has(task) and not (is_unassigned and not task.owed.who):
                step = next_command(case, task.owed, self.titles.of(case.text("template")))
                yield TodayRow(group, case, task.title, task.owed.at, task.owed.who, step, task.late, task.owed)
        if case.conflicts and self._is_held(case):
            what, step = msg("a merge needs a decision"), ("reconcile", case.id, "--reason", "TEXT")
            yield TodayRow(RECONCILE, case, what, case.next_due, case.text("owner"), step)
        if is_unassigned:
            yield self._unassigned(case)
        if (case.redress or case.inspections or case.disputed) and self.whose.team in ("", case.text("team")):
            from casectl.actions.lookup.second_person import waits_for

            yield from waits_for(case, self.whose.person, self.book, self.now)

    def _is_held(self, case: Excerpt) -> bool:
        person, team = self.whose.person, self.whose.team
        return person in ("", case.text("owner")) and team in ("", case.text("team"))

    def _is_unassigned(self, case: Excerpt) -> bool:
        if case.text("owner") or case.offer:
            return False
        everybody = not (self.whose.person or self.whose.team)
        is_open = self.titles.category(case.text("template"), case.text("state")) != "closed"
        return is_open and (everybody or case.text("team") in self._teams)

    def _unassigned(self, case: Excerpt) -> TodayRow:
        owed = next(iter(case.owed), None)
        title = self.titles.owed(case.text("template"), *owed[:2], owed.rule) if owed else msg("has no owner")
        at = owed.at if owed else None
        late = at is not None and to_seconds(at) < to_seconds(self.now)
        return TodayRow(UNASSIGNED, case, title, at, "", ("take", case.id), late, owed)


def _group_of(task: Task, titles: TemplateTitles) -> str:
    owed, offer = task.owed, task.case.offer
    answers = owed.kind == DEADLINE and owed.name in titles.of(task.case.text("template")).answering
    if task.late:
        return OVERDUE
    if owed.kind == OFFER or (answers and offer and owed.who == (offer["to"] or offer["team"])):
        return OFFERED
    return DUE if owed.kind == DEADLINE else CALLS
