"""The clocks of an imported case: started, stopped and judged by its own history, as if it had been worked on here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from casectl.core.case.fold import follow_up, with_event
from casectl.core.case.model import Case, Event
from casectl.core.case.owed import PROMISE
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext
from casectl.core.importing.case_builder import ImportedCase
from casectl.core.importing.context import ImportContext
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Tree, get_in, list_of, mapping_of


def with_clocks(case: ImportedCase, context: ImportContext) -> ImportedCase:
    """The case with its template's clocks, those of a finished case with their verdicts, and what is still promised.

    Deadlines that the other system recorded stay as they are. A case of which it is not known when it was finished
    gets no clocks, since no verdict would be true. Of a finished case only what is promised for a time to come is still
    owed. No other follow-up is scheduled, since most would be for a time in the past.

    Raises UsageError if a deadline cannot be calculated, NotFound for a clock whose calendar is missing.
    """
    if context.rule_set is None:
        return case
    case = replace(case, is_undated=_finished_some_time(case, context))
    counted = frozenset[str]() if case.is_undated else context.counted_clocks
    fields = mapping_of(case.free.get("fields"))
    if not counted and not any(get_in(fields, path) for path in context.promises):
        return case
    still_ahead = context.now if context.is_finished(case.header.state) else None
    rules = ClockContext(context.template, context.rule_set, fields, context.zone)
    found = Case.unopened(case.id)
    try:
        for event in case.journal:
            found = with_event(found, _kept(event, with_consequences(event, found, rules), counted, still_ahead))
    except OverflowError:
        raise UsageError(msg("a deadline of this row would be beyond the year 9999")) from None
    return replace(case, journal=found.journal)


def _kept(event: Event, after: Event, counted: frozenset[str], still_ahead: datetime | None) -> Event:
    """The event with those of its consequences `after` that an import keeps; of promises those after `still_ahead`."""
    clocks = {name: each for name, each in after.mapping("clocks").items() if name in counted}
    data = {**event.data, **({"clocks": {**event.mapping("clocks"), **clocks}} if clocks else {})}
    data |= {key: kept for key in ("cancels", "follow_ups") if (kept := _promised(after, key, still_ahead))}
    return replace(event, data=data) if data != event.data else event


def _promised(after: Event, key: str, still_ahead: datetime | None) -> Tree:
    """The promises that an event makes; or what it cancels, which are promises, since nothing else is scheduled."""
    found = list_of(after.data.get(key))
    if key == "cancels":
        return found
    promises = [(each, follow_up(mapping_of(each))) for each in found]
    return [
        tree
        for tree, each in promises
        if each.kind == PROMISE and (still_ahead is None or to_seconds(each.at) > to_seconds(still_ahead))
    ]


def _finished_some_time(case: ImportedCase, context: ImportContext) -> bool:
    """Whether the case was finished when it came, or at a time that its source does not tell."""
    return any(
        context.is_finished(event.text("to")) and (event.kind == "opened" or "undated" in event.data)
        for event in case.journal
        if event.kind in ("opened", "advanced")
    )
