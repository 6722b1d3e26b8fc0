"""A casebook as Taskwarrior's tasks, for its import: ``python scripts/make_tasks.py FOLDER FILE [--all-pending]``.

A task has its case's title, team (as project), owner (as tag), level (as priority), the times of opening and due, and
the events of its journal as annotations with their times: who, what, and the text. It lacks the template's fields, the
clocks and all deadlines but the next, and is a quarter of the size of the case's file. A closed case is a
completed task, as its user would have it, which Taskwarrior keeps in a file that its lists do not read. So 30 % are
pending; as in the casebook, one in forty is overdue. With ``--all-pending`` all are, and its lists read them all.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from casectl.actions.lookup.find import read
from casectl.core.case.model import Case, Event
from casectl.workspace import Workspace

PRIORITIES = {1: "L", 2: "M", 3: "H"}


def each_task(book: Path, *, all_pending: bool = False) -> Iterator[dict[str, object]]:
    """Every case of the book as a task, in Taskwarrior's import format."""
    context = Workspace(book)
    for number, case_id in enumerate(context.case_ids()):
        case = read(context, case_id)
        closed = None if all_pending else case.header.closed_at
        yield task_of(number, case) | ({"status": "completed", "end": _stamp(closed)} if closed else {})


def task_of(number: int, case: Case) -> dict[str, object]:
    """A case as a pending task."""
    header = case.header
    task: dict[str, object] = {
        "uuid": str(UUID(int=number + 1, version=4)),
        "description": case.title,
        "entry": _stamp(case.journal[0].at),
        "project": header.team,
        "tags": [header.owner],
        "priority": PRIORITIES[min(header.level, 3)],
        "status": "pending",
        "annotations": [{"entry": _stamp(event.at), "description": said(event)} for event in case.journal],
    }
    return task | ({"due": _stamp(header.next_due)} if header.next_due else {})


def said(event: Event) -> str:
    """An event in one line: who, what, and the text."""
    words = (event.text(key) for key in ("to", "channel", "text", "reason", "expects", "outcome"))
    return " ".join((event.by, event.kind, *filter(None, words)))


def _stamp(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        tasks = each_task(Path(sys.argv[1]), all_pending="--all-pending" in sys.argv)
        file.writelines(f"{json.dumps(task)}\n" for task in tasks)
