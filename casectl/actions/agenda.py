"""agenda: the follow-ups and deadlines of a person, a team or everybody, from the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from casectl.actions.context import Reading
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import DEADLINE
from casectl.core.query.clause import Clause, both, one_of, owes
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.selection import selection_of
from casectl.core.reports import Agenda, Task
from casectl.core.time.instants import elapsed, to_seconds
from casectl.core.values.messages import LocalizedText


class AgendaFilter(NamedTuple):
    """Whose agenda: a person's, a team's ("": everybody's); only what is due before `until` (None: all there is)."""

    person: str = ""
    team: str = ""
    until: datetime | None = None

    def clause(self) -> Clause:
        """The cases in which such a person or team may have something to do by then."""
        times = [Clause("at < ?", (to_seconds(self.until),))] if self.until else []
        holders = [one_of("who", (self.person,))] if self.person else []
        teams = [one_of("team", (self.team,))] if self.team else []
        return both([owes(both([*times, *holders])), *teams])


def agenda(context: Reading, wanted: AgendaFilter, query: Condition = EVERY) -> Agenda:
    """Follow-ups and deadlines of the cases that meet the query, the earliest first."""
    titles = TemplateTitles(context)
    asked = selection_of(query, titles.category)
    listing = context.excerpts(asked._replace(where=both((wanted.clause(), asked.where))))
    tasks = [
        task
        for case in listing.cases
        if query.matches(case, titles.category)
        for task in _tasks(case, titles, context.now)
        if wanted.person in ("", task.owed.who)
        and wanted.team in ("", case.text("team"))
        and (wanted.until is None or to_seconds(task.owed.at) < to_seconds(wanted.until))
    ]
    earliest = sorted(tasks, key=lambda task: (to_seconds(task.owed.at), task.case.id, task.owed.kind))
    return Agenda(context.now, earliest, listing.unreadable)


def _tasks(case: Excerpt, titles: TemplateTitles, now: datetime) -> Iterator[Task]:
    labels = titles.of(case.text("template"))
    for each in case.owed:
        label = labels.clocks.get(each.name) if each.kind == DEADLINE else labels.follow_ups.get(each.rule)
        yield Task(
            case, each, label.title if label else LocalizedText.of(each.name), elapsed(each.at, now) > timedelta()
        )
