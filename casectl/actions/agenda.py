"""agenda: the follow-ups and deadlines of a person, a team or everybody, from the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from casectl.actions.context import CommandContext
from casectl.actions.lookup.deadlines import due_rows
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.clause import Clause, among_lines, both, either, one_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, Condition
from casectl.core.query.selection import selection_of
from casectl.core.reports import Agenda, Task
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import LocalizedText


class AgendaFilter(NamedTuple):
    """Whose agenda: a person's, a team's ("": everybody's); only what is due before `until` (None: all there is)."""

    person: str = ""
    team: str = ""
    until: datetime | None = None

    def clause(self) -> Clause:
        """The cases in which such a person or team may have something to do by then."""
        end, values = ("< ?", (to_seconds(self.until),)) if self.until else ("IS NOT NULL", ())
        times = either([Clause(f"{column} {end}", values) for column in ("next_due", "next_follow_up")])
        holders = [among_lines("holders", self.person)] if self.person else []
        teams = [one_of("team", (self.team,))] if self.team else []
        return both([times, *holders, *teams])


def agenda(context: CommandContext, wanted: AgendaFilter, query: Condition = EVERY) -> Agenda:
    """Follow-ups and deadlines of the cases that meet the query, the earliest first."""
    titles = TemplateTitles(context)
    asked = selection_of(query, titles.category)
    listing = context.excerpts(asked._replace(where=both((wanted.clause(), asked.where))))
    tasks = [
        task
        for case in listing.cases
        if query.matches(case, titles.category)
        for task in (*_follow_ups(case, titles, context.now), *_deadlines(case, titles, context.now))
        if wanted.person in ("", task.who)
        and wanted.team in ("", case.text("team"))
        and (wanted.until is None or to_seconds(task.at) < to_seconds(wanted.until))
    ]
    earliest = sorted(tasks, key=lambda task: (to_seconds(task.at), task.case.id, task.kind))
    return Agenda(context.now, earliest, listing.unreadable)


def _follow_ups(case: Excerpt, titles: TemplateTitles, now: datetime) -> Iterator[Task]:
    for each in case.follow_ups:
        at = datetime.fromisoformat(each["at"])
        rule = titles.of(case.text("template")).follow_ups.get(each["rule"])
        title = rule.title if rule else LocalizedText.of(each["what"])
        is_late = to_seconds(at) < to_seconds(now)
        yield Task(case, at, "follow-up", each["what"], title, each["who"], each["id"], is_late, each["note"])


def _deadlines(case: Excerpt, titles: TemplateTitles, now: datetime) -> Iterator[Task]:
    who = case.offer.get("by") or case.text("owner")
    for row in due_rows(case, titles, now):
        is_late = row.late > timedelta(0)
        yield Task(case, row.due, "deadline", row.clock, row.title, who, row.clock, is_late, "", row.provisional)
