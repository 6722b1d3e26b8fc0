"""agenda: what a person, a team or everybody is to do, from the index alone."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from casectl.actions.context import Reading
from casectl.actions.lookup.owed_rows import Holders
from casectl.actions.lookup.tasks import Whose, tasks_of
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.owed_reports import Agenda
from casectl.core.query.clause import both
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.selection import selection_of
from casectl.core.time.instants import to_seconds


class AgendaFilter(NamedTuple):
    """Whose agenda: a person's, a team's ("": everybody's); only what is due before `until` (None: all there is)."""

    person: str = ""
    team: str = ""
    until: datetime | None = None


def agenda(context: Reading, wanted: AgendaFilter, query: Condition = EVERY) -> Agenda:
    """Follow-ups, deadlines and handoffs to answer in the cases that meet the query, the earliest first."""
    titles, holders = TemplateTitles(context), Holders(context)
    whose = Whose(*wanted, holders.teams_of([wanted.person]) if wanted.person else ())
    asked = selection_of(holders.owing_cases_of(query), titles.category)
    listing = context.excerpts(asked._replace(where=both((whose.clause(), asked.where))))
    tasks = [
        task
        for case in listing.cases
        for task in tasks_of(case, titles, to_seconds(context.now))
        if whose.has(task) and holders.is_meant(query, case, task.owed, titles.category)
    ]
    earliest = sorted(tasks, key=lambda task: (to_seconds(task.owed.at), task.case.id, task.owed.kind))
    return Agenda(context.now, earliest, listing.unreadable, teams=dict(context.casebook.teams))
