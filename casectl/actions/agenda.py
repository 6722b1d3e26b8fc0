"""agenda: what a person, a team or everybody is to do, from the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from casectl.actions.context import Reading
from casectl.actions.lookup.owed_rows import Holders, owed_rows
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import OFFER, Owed
from casectl.core.owed_reports import Agenda, Task
from casectl.core.query.clause import Clause, both, either, one_of, owes
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.relations import OfferedTo
from casectl.core.query.selection import selection_of
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import msg


class AgendaFilter(NamedTuple):
    """Whose agenda: a person's, a team's ("": everybody's); only what is due before `until` (None: all there is)."""

    person: str = ""
    team: str = ""
    until: datetime | None = None


def agenda(context: Reading, wanted: AgendaFilter, query: Condition = EVERY) -> Agenda:
    """Follow-ups, deadlines and handoffs to answer in the cases that meet the query, the earliest first."""
    titles, holders = TemplateTitles(context), Holders(context)
    whose = _Whose(wanted, holders.teams_of([wanted.person]) if wanted.person else ())
    asked = selection_of(holders.owing_cases_of(query), titles.category)
    listing = context.excerpts(asked._replace(where=both((whose.clause(), asked.where))))
    tasks = [
        task
        for case in listing.cases
        for task in _tasks(case, titles, to_seconds(context.now))
        if whose.has(task) and holders.is_meant(query, case, task.owed, titles.category)
    ]
    earliest = sorted(tasks, key=lambda task: (to_seconds(task.owed.at), task.case.id, task.owed.kind))
    return Agenda(context.now, earliest, listing.unreadable)


class _Whose(NamedTuple):
    """The filter, and the teams of its person."""

    wanted: AgendaFilter
    teams: tuple[str, ...]

    def clause(self) -> Clause:
        """The cases in which such a person or team may have something to do by then."""
        person, team, until = self.wanted
        times = [Clause("at < ?", (to_seconds(until),))] if until else []
        holders = [one_of("who", (person, *self.teams))] if person else []
        named = tuple(filter(None, (person, team)))
        offered = OfferedTo(named, self.teams, anyone=not named)
        teams = [either([one_of("team", (team,)), owes(one_of("who", (team,))), offered.clause()])] if team else []
        return both([either([owes(both([*times, *holders])), offered.clause()]), *teams])

    def has(self, task: Task) -> bool:
        """Whether a task is on the agenda."""
        person, team, until = self.wanted
        owed, offer = task.owed, task.case.offer
        is_recipient = bool(offer) and owed.who == (offer["to"] or offer["team"])
        teams = (owed.who, task.case.text("team"), offer["team"] if is_recipient else "")
        return (
            (not person or owed.who in (person, *self.teams))
            and (not team or team in teams)
            and (until is None or to_seconds(owed.at) < to_seconds(until))
        )


def _tasks(case: Excerpt, titles: TemplateTitles, now: int) -> Iterator[Task]:
    """What is owed in a case. The deadline of an answer is the recipient's task, and the giver's, who has the case."""
    owed, template = case.owed, case.text("template")
    theirs = owed_rows(case, titles.of(template))
    answers = [answer for answer, each in zip(theirs, owed, strict=True) if answer.who != each.who]
    for each in (*owed, *answers):
        yield Task(case, each, titles.owed(template, each.kind, each.name, each.rule), to_seconds(each.at) < now)
    offer = case.offer
    if offer and not answers:
        waits = Owed(OFFER, OFFER, datetime.fromisoformat(offer["at"]), offer["to"] or offer["team"])
        yield Task(case, waits, msg("answer the handoff"), late=False)
