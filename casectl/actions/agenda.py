"""agenda: what a person, a team or everybody is to do, from the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.owed_rows import Holders
from casectl.actions.lookup.tasks import Whose, tasks_of
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.owed_reports import Agenda, Task
from casectl.core.query.clause import both
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.selection import Selection, selection_of
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import NamedTuple


class AgendaFilter(NamedTuple):
    """Whose agenda: a person's, a team's ("": everybody's); only what is due before `until` (None: all there is)."""

    person: str = ""
    team: str = ""
    until: datetime | None = None


class Asked:
    """What an agenda is asked for: whose tasks, in which cases."""

    def __init__(self, context: Reading, wanted: AgendaFilter, query: Condition) -> None:
        self._titles, self._holders = TemplateTitles(context), Holders(context)
        self._whose = Whose(*wanted, self._holders.teams_of([wanted.person]) if wanted.person else ())
        self._query, self._now = query, to_seconds(context.now)

    def selection(self) -> Selection:
        """The cases in which some of it may be."""
        asked = selection_of(self._holders.owing_cases_of(self._query), self._titles.category)
        return asked._replace(where=both((self._whose.clause(), asked.where)))

    def tasks_of(self, case: Excerpt) -> Iterator[Task]:
        """The tasks of a case that are meant."""
        for task in tasks_of(case, self._titles, self._now):
            is_mine = self._whose.has(task)
            if is_mine and self._holders.is_meant(self._query, case, task.owed, self._titles.category):
                yield task


def agenda(context: Reading, wanted: AgendaFilter, query: Condition = EVERY) -> Agenda:
    """Follow-ups, deadlines and handoffs to answer in the cases that meet the query, the earliest first."""
    asked = Asked(context, wanted, query)
    listing = context.excerpts(asked.selection())
    tasks = [task for case in listing.cases for task in asked.tasks_of(case)]
    earliest = sorted(tasks, key=lambda task: (to_seconds(task.owed.at), task.case.id, task.owed.kind))
    return Agenda(context.now, earliest, listing.unreadable, teams=dict(context.casebook.teams))
