"""Event logs: the rows of one complaint's history, read as a journal.

Each row gets at least one event. The kind depends on what changed: another owner or team is ``assigned``, another state
``advanced`` or ``reopened``, another level ``escalated`` (or ``changed`` if it went down); a row that changes nothing,
such as a second "closed", is ``noted``. Several changes in a row have the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from casectl.core.importing.case_builder import (
    ImportedCase,
    RowState,
    new_id,
    references_of,
    row_state,
    shared_values,
    title_and_fields,
    with_presets,
)
from casectl.core.importing.context import ImportContext
from casectl.core.importing.journal_builder import JournalBuilder
from casectl.core.importing.mapping import EventLog
from casectl.core.importing.rows import BadRow, RawRow, RowError
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class


@value_class
class _LoggedRow:
    """A row as an event: its time, its activity in the source, and what it says about the header."""

    row: RawRow
    at: datetime
    activity: str
    row_state: RowState


Finish = Callable[[ImportedCase], ImportedCase]
"""What completes a case made from rows. Raises RowError for what cannot be recorded."""


def case_of_log(
    context: ImportContext, rows: Sequence[RawRow], external: str, taken: set[str], finish: Finish
) -> Iterator[ImportedCase | BadRow]:
    """The case of these rows; if one is invalid, all are rejected, so that no history is incomplete."""
    log = context.mapping.events
    assert log is not None
    problems: dict[int, Message] = {}
    readings: list[_LoggedRow] = []
    for row in rows:
        try:
            readings.append(_read(context, log, row))
        except UsageError as error:
            problems[row.line] = error.what
    if log.by_time:
        readings.sort(key=lambda each: to_seconds(each.at))
    if not problems:
        try:
            yield finish(_case(context, log, readings, external, taken))
            return
        except UsageError as error:
            problems[error.line if isinstance(error, RowError) else rows[0].line] = error.what
    for row in rows:
        other = msg("line {line} of the same case has a problem", line=next(iter(problems)))
        yield BadRow(row.line, problems.get(row.line, other), cells=row.cells)


def _read(context: ImportContext, log: EventLog, row: RawRow) -> _LoggedRow:
    at = log.at.at(row.cells)
    if at is None:
        raise UsageError(msg("the row has no time for the event"))
    activity = log.activity.value(row.cells) if log.activity else None
    return _LoggedRow(row, at, activity or "", row_state(context, row.cells))


def _case(
    context: ImportContext, log: EventLog, readings: list[_LoggedRow], external: str, taken: set[str]
) -> ImportedCase:
    mapping, first, last = context.mapping, readings[0], readings[-1]
    received = mapping.received.at(first.row.cells) or first.at
    free = title_and_fields(context, first.row.cells, last.row.cells, received)
    due = {clock: at for clock, column in mapping.due if (at := column.at(first.row.cells)) is not None}
    builder = JournalBuilder(context, external)
    builder.begin_row(first.row.line, first.activity)
    builder.open(first.at, received, with_presets(context, first.row_state, free), due)
    for before, now in pairwise(readings):
        builder.begin_row(now.row.line, now.activity)
        _add_changes(builder, context, log, (before, now))
    references = references_of(mapping, last.row.cells, external)
    case_id = new_id(context, external, received, taken)
    shared = shared_values(mapping, last.row.cells)
    return ImportedCase(case_id, external, first.row.line, free, tuple(builder.events), references, shared)


def _add_changes(
    builder: JournalBuilder, context: ImportContext, log: EventLog, pair: tuple[_LoggedRow, _LoggedRow]
) -> None:
    """Append what a row changed from the one before."""
    before, now = pair
    owner, team = now.row_state.owner or "", now.row_state.team or ""
    new_owner, new_team = owner not in ("", builder.owner), team not in ("", builder.team)
    if new_owner or new_team:
        handoff = (new_owner and "owner" in log.handoff) or (new_team and "team" in log.handoff)
        builder.assign(now.at, owner, team, handoff=handoff)
    if now.row_state.level and now.row_state.level != builder.level:
        _add_level(builder, now.at, now.row_state.level)
    state = now.row_state.state or builder.state
    reopens = _reopens(context, log, (before.activity, now.activity), (builder.state, state))
    if state != builder.state or reopens:
        builder.transition(now.at, state, reopens=reopens)
    if builder.row_is_open:
        builder.add("noted", now.at, {})


def _add_level(builder: JournalBuilder, at: datetime, level: str) -> None:
    details: dict[str, Tree] = {"level": Plain(level)}
    builder.add("escalated" if int(level) > int(builder.level or 0) else "changed", at, details)
    builder.level = level


def _reopens(context: ImportContext, log: EventLog, activities: tuple[str, str], states: tuple[str, str]) -> bool:
    if log.reopening is not None:
        return activities in log.reopening
    return context.is_finished(states[0]) and not context.is_finished(states[1])
