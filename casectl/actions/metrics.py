"""metrics: how the desk stands now, for a monitoring system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from casectl.actions.context import Reading
from casectl.actions.lookup.deadlines import DeadlineFilter, DeadlineWindow, list_deadlines
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.owed import DEADLINE
from casectl.core.figures.gauges import Gauge, Gauges, Labels
from casectl.core.query.complaints import counted_cases
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import EVERY
from casectl.core.time.instants import elapsed, to_seconds


def metrics(context: Reading) -> Gauges:
    """What is open, what is overdue and what nobody has; the time of it only if every file could be read."""
    titles, counts = TemplateTitles(context), counted_cases(EVERY)
    cases, unreadable = matching_cases(context, EVERY, titles)
    open_ones = [each for each in cases if counts(each) and not _is_closed(each, titles)]
    late = DeadlineWindow(lambda row: row.late > timedelta(0), context.now)
    rows = list_deadlines(context, EVERY, DeadlineFilter(), late).rows
    names = ((row.kind, row.owed.name if row.owed.kind == DEADLINE else "") for row in rows)
    found = [
        Gauge("casectl_cases_open", "Open cases by template and level.",
              _counts(("template", "level"), ((each.text("template"), str(each.level)) for each in open_ones))),
        Gauge("casectl_cases_unassigned", "Open cases that nobody has.",
              [((), sum(not each.text("owner") for each in open_ones))]),
        Gauge("casectl_overdue", "Deadlines, follow-ups and promises that have passed, by kind and clock.",
              _counts(("kind", "clock"), names)),
        Gauge("casectl_oldest_open_seconds", "Age of the oldest open case.",
              [((), max((_age(each, context.now) for each in open_ones), default=0))]),
        Gauge("casectl_unreadable_files", "Files that could not be read and are missing from the other values.",
              [((), len(unreadable))]),
    ]  # fmt: skip
    if not unreadable:
        meaning = "When this was measured, with every file read."
        found.append(Gauge("casectl_last_success_timestamp_seconds", meaning, [((), to_seconds(context.now))]))
    return Gauges(found, unreadable)


def _age(case: Excerpt, now: datetime) -> int:
    received = datetime.fromisoformat(case.text("received_at") or case.text("opened_at"))
    return max(int(elapsed(received, now).total_seconds()), 0)


def _counts(names: tuple[str, ...], words: Iterable[tuple[str, ...]]) -> list[tuple[Labels, int]]:
    return [(tuple(zip(names, each, strict=True)), count) for each, count in sorted(Counter(words).items())]


def _is_closed(case: Excerpt, titles: TemplateTitles) -> bool:
    return bool(case.text("closed_at")) or titles.category(case.text("template"), case.text("state")) == "closed"
