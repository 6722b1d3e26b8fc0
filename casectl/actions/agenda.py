"""agenda: the follow-ups and deadlines of a person, a team or everybody, from the index alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from casectl.actions.context import CommandContext
from casectl.actions.lookup.deadlines import due_rows
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.columns import Bitmap, ColumnTable
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY, Condition
from casectl.core.reports import Agenda, Task
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import LocalizedText


class AgendaFilter(NamedTuple):
    """Whose agenda: a person's, a team's ("": everybody's); only what is due before `until` (None: all there is)."""

    person: str = ""
    team: str = ""
    until: datetime | None = None

    def among(self, table: ColumnTable) -> Bitmap:
        """The rows in which such a person or team may have something to do by then."""
        rows = table.everything
        until = to_seconds(self.until) + 1 if self.until else None
        times = [table.between(key, None, until) for key in ("due", "follow_up")]
        if None not in times:
            rows &= (times[0] or 0) | (times[1] or 0)
        holders = table.among("holders", lambda names: self.person in json.loads(names or "[]"))
        if self.person and holders is not None:
            rows &= holders
        teams = table.among("team", self.team.__eq__)
        return rows & teams if self.team and teams is not None else rows


def agenda(context: CommandContext, wanted: AgendaFilter, query: Condition = EVERY) -> Agenda:
    """Follow-ups and deadlines of the cases that meet the query, the earliest first."""
    titles = TemplateTitles(context)
    listing = context.facts(lambda table: wanted.among(table) & query.bounds(table, titles.category).possible)
    tasks = [
        task
        for case in listing.cases
        if query.holds(case, titles.category)
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
