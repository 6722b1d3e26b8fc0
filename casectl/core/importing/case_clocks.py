"""The clocks of an imported case: started, stopped and judged by its own history, as if it had been worked on here."""

from __future__ import annotations

from dataclasses import replace

from casectl.core.case.event import Event
from casectl.core.case.fold import fold, with_event
from casectl.core.case.model import Case
from casectl.core.case.owed import PROMISE
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext
from casectl.core.importing.case_builder import ImportedCase
from casectl.core.importing.context import ImportContext
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of


def with_clocks(case: ImportedCase, context: ImportContext) -> ImportedCase:
    """The case with its template's clocks, those of a finished case with their verdicts, and what is still promised.

    Deadlines that the other system recorded stay as they are. A case of which it is not known when it was finished
    gets no clocks, since no verdict would be true. No other follow-up is scheduled, since most would be for a time in
    the past.

    Raises UsageError if a deadline cannot be calculated, NotFound for a clock whose calendar is missing.
    """
    if context.rule_set is None:
        return case
    counted = frozenset[str]() if _finished_some_time(case, context) else context.counted_clocks
    promises = context.promises and not context.is_finished(fold(case.journal).state)
    if not counted and not promises:
        return case
    rules = ClockContext(context.template, context.rule_set, mapping_of(case.free.get("fields")), context.zone)
    found = Case.unopened(case.id)
    try:
        for event in case.journal:
            found = with_event(found, _kept(event, with_consequences(event, found, rules), counted, promises=promises))
    except OverflowError:
        raise UsageError(msg("a deadline of this row would be beyond the year 9999")) from None
    return replace(case, journal=found.journal)


def _kept(event: Event, after: Event, counted: frozenset[str], *, promises: bool) -> Event:
    """The event with those of its consequences `after` that an import keeps."""
    clocks = {name: each for name, each in after.mapping("clocks").items() if name in counted}
    data = {**event.data, **({"clocks": {**event.mapping("clocks"), **clocks}} if clocks else {})}
    if promises:
        data |= {key: kept for key in ("cancels", "follow_ups") if (kept := _promised(after, key))}
    return replace(event, data=data) if data != event.data else event


def _promised(after: Event, key: str) -> Tree:
    """The promises that an event makes; or what it cancels, which are promises, since nothing else is scheduled."""
    found = list_of(after.data.get(key))
    return found if key == "cancels" else [each for each in found if text_of(mapping_of(each).get("kind")) == PROMISE]


def _finished_some_time(case: ImportedCase, context: ImportContext) -> bool:
    """Whether the case was finished when it came, or at a time that its source does not tell."""
    return any(
        context.is_finished(event.text("to")) and (event.kind == "opened" or "undated" in event.data)
        for event in case.journal
        if event.kind in ("opened", "advanced")
    )
