"""What is to be done as entries of a calendar, which others than the desk may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import Owed
from casectl.core.case.time_changes import time_changes
from casectl.core.owed_reports import CalendarEntry, Task
from casectl.core.template.labels import public_title, title_in


def calendar_entries(context: Reading, tasks: Iterable[Task]) -> list[CalendarEntry]:
    """An entry for each thing that is owed, once each, whoever owes it; the cases are read. Raises Unreadable."""
    titles, case_called = TemplateTitles(context), cache(lambda case_id: read(context, case_id))
    found: dict[str, CalendarEntry] = {}
    for task in tasks:
        template, owed = task.case.text("template"), task.owed
        labels = titles.of(template)
        changes = time_changes(case_called(task.case.id).journal, owed)
        last: datetime = changes[-1].known_at if changes else owed.at
        entry = CalendarEntry(task, _uid(task.case.id, owed), max(len(changes) - 1, 0), last,
                              title_in(labels.template, template), public_title(labels, owed))  # fmt: skip
        found.setdefault(entry.uid, entry)
    return [*found.values()]


def _uid(case_id: str, owed: Owed) -> str:
    """What a calendar knows it by, whenever it is due."""
    return f"{case_id}.{owed.follow_up or owed.name}@casectl"
