"""What is to be done as entries of a calendar, which others than the desk may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from casectl.actions.context import Reading
from casectl.actions.lookup.find import case_in, read
from casectl.actions.lookup.news import Looking
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.actions.lookup.working_time import warning_begins
from casectl.core.case.known_then import around_each
from casectl.core.case.model import Case, Event, Header
from casectl.core.case.owed import OFFER, Owed, owed_in
from casectl.core.owed_reports import CalendarEntry, Task
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.labels import public_title, title_in
from casectl.core.time.instants import elapsed, plus, to_seconds
from casectl.core.values.messages import CasectlError
from casectl.core.values.value_class import replace

_CANCELLED_FOR = timedelta(days=7)
"""How long a cancelled entry stays in the feed: every subscriber has fetched it by then."""


def calendar_entries(
    context: Looking, tasks: Iterable[Task], wanted: Callable[[Excerpt], Iterator[Task]]
) -> list[CalendarEntry]:
    """An entry for each thing that is owed, once each, whoever owes it; and one that is `over` for each that was among
    what is `wanted` of a case in the last week, and is not any more. The cases are read. Raises Unreadable.
    """
    entry_of, found = _Entries(context), dict[str, CalendarEntry]()
    for task in tasks:
        entry = entry_of(task, read(context, task.case.id))
        found.setdefault(entry.uid, entry)
    over = (entry_of(task, case, is_over=True) for case in _changed(context) for task in _before(context, case, wanted))
    gone = {entry.uid: entry for entry in over if entry.uid not in found}
    return [*found.values(), *gone.values()]


class _Entries:
    """Makes entries of tasks; the template and the history of each case are looked at once."""

    def __init__(self, context: Reading) -> None:
        self._context, self._titles = context, TemplateTitles(context)
        self._changes: dict[str, dict[str, list[Event]]] = {}

    def __call__(self, task: Task, case: Case, *, is_over: bool = False) -> CalendarEntry:
        template = task.case.text("template")
        labels, uid = self._titles.of(template), _uid(case.id, task.owed)
        if case.id not in self._changes:
            self._changes[case.id] = _changes(case.id, case.journal)
        changes = self._changes[case.id].get(uid, ())
        last = changes[-1].known_at if changes else task.owed.at
        titles = title_in(labels.template, template), public_title(labels, task.owed)
        warned = None if is_over else warning_begins(self._context, task.case, task.owed)
        return CalendarEntry(task, uid, max(len(changes) - 1, 0), last, *titles, is_over, warned)


def _changed(context: Looking) -> Iterator[Case]:
    """The cases in which something was recorded in the last week; lists name those that cannot be read."""
    since, head = context.changes.commit_before(plus(context.now, -_CANCELLED_FOR)), context.ledger.head().commit
    known = context.ledger.listed("cases", since) if since else {}
    now = context.ledger.listed("cases", head) if head else {}
    changed = [path for path, blob in now.items() if known.get(path) != blob]
    for path, content in context.ledger.blobs(changed, head) if changed else ():
        try:
            yield case_in(context, path, content or b"")
        except CasectlError:
            continue


def _before(context: Reading, case: Case, wanted: Callable[[Excerpt], Iterator[Task]]) -> Iterator[Task]:
    """What was wanted of a case before each event of the last week."""
    for event, before, _after in around_each(case.journal):
        if before.state and elapsed(event.known_at, context.now) <= _CANCELLED_FOR:
            yield from wanted(Excerpt(case.source.file, excerpt_of(replace(case, header=before))))


def _changes(case_id: str, journal: tuple[Event, ...]) -> dict[str, list[Event]]:
    """The events that changed what is owed, by what a calendar knows it by: when and by whom, and that it is over.

    Their number only grows, also where something is undone, so that it says which of two copies is the later one.
    """
    found = dict[str, list[Event]]()
    for event, before, after in around_each(journal):
        then, now = _owed(case_id, before), _owed(case_id, after)
        for uid in {**then, **now}:
            if then.get(uid) != now.get(uid):
                found.setdefault(uid, []).append(event)
    return found


def _owed(case_id: str, header: Header) -> dict[str, tuple[int, str, bool]]:
    """When what is owed is due, whose it is, and whether that is certain."""
    offer = header.offer
    offered = [Owed(OFFER, OFFER, offer.at, offer.to or offer.team)] if offer else []
    return {
        _uid(case_id, each): (to_seconds(each.at), each.who, each.provisional or each.unconfirmed)
        for each in (*owed_in(header), *offered)
    }


def _uid(case_id: str, owed: Owed) -> str:
    """What a calendar knows it by, whenever it is due."""
    return f"{case_id}.{owed.follow_up or owed.name}@casectl"
