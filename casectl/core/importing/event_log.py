"""Event logs: the rows that tell one complaint's history, read as a journal.

Each row leaves at least one event. What changed decides which: another owner or team is ``assigned``, another
state ``advanced`` or ``reopened``, another level ``escalated`` (or ``changed`` where it went down); a row that changes
nothing, such as one more "closed" after closing, is ``noted``. Several of them in one row stand at the same instant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from casectl.core.importing.case_builder import (
    Chronicle,
    Ground,
    ImportedCase,
    Standing,
    free_part,
    new_id,
    references_of,
    standing_of,
)
from casectl.core.importing.mapping import EventLog
from casectl.core.importing.rows import BadRow, RawRow
from casectl.core.values.errors import Misused
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import frozen


@frozen
class _Reading:
    """A row as an event: when, what it is called over there, and what it says of the header."""

    row: RawRow
    at: datetime
    activity: str
    standing: Standing


def case_of_log(
    ground: Ground, rows: Sequence[RawRow], external: str, taken: set[str]
) -> Iterator[ImportedCase | BadRow]:
    """The case that these rows tell of; if one of them is faulty, all of them as rejects, so that none is half told."""
    log = ground.mapping.events
    assert log is not None
    faults: dict[int, Message] = {}
    readings: list[_Reading] = []
    for row in rows:
        try:
            readings.append(_read(ground, log, row))
        except Misused as error:
            faults[row.line] = error.what
    if log.by_time:
        readings.sort(key=lambda each: each.at)
    if not faults:
        try:
            yield _case(ground, log, readings, external, taken)
            return
        except Misused as error:
            faults[rows[0].line] = error.what
    for row in rows:
        other = msg("line {line} of the same case is faulty", line=next(iter(faults)))
        yield BadRow(row.line, faults.get(row.line, other), cells=row.cells)


def _read(ground: Ground, log: EventLog, row: RawRow) -> _Reading:
    at = log.at.at(row.cells)
    if at is None:
        raise Misused(msg("the row does not say when it happened"))
    activity = log.activity.value(row.cells) if log.activity else None
    return _Reading(row, at, activity or "", standing_of(ground, row.cells))


def _case(ground: Ground, log: EventLog, readings: list[_Reading], external: str, taken: set[str]) -> ImportedCase:
    mapping, first, last = ground.mapping, readings[0], readings[-1]
    received = mapping.received.at(first.row.cells) or first.at
    free = free_part(ground, first.row.cells, last.row.cells)
    due = {clock: at for clock, moment in mapping.due if (at := moment.at(first.row.cells)) is not None}
    chronicle = Chronicle(ground, external)
    chronicle.begin_row(first.row.line, first.activity)
    chronicle.open(first.at, received, first.standing, due)
    for before, now in pairwise(readings):
        chronicle.begin_row(now.row.line, now.activity)
        _tell(chronicle, ground, log, (before, now))
    references = references_of(mapping, last.row.cells, external)
    case_id = new_id(ground, external, received, taken)
    return ImportedCase(case_id, external, first.row.line, free, tuple(chronicle.events), references)


def _tell(chronicle: Chronicle, ground: Ground, log: EventLog, pair: tuple[_Reading, _Reading]) -> None:
    """What a row changed, after the one before it."""
    before, now = pair
    owner, team = now.standing.owner or "", now.standing.team or ""
    new_owner, new_team = owner not in ("", chronicle.owner), team not in ("", chronicle.team)
    if new_owner or new_team:
        handoff = (new_owner and "owner" in log.handoff) or (new_team and "team" in log.handoff)
        chronicle.hold(now.at, owner, team, handoff=handoff)
    if now.standing.level and now.standing.level != chronicle.level:
        _tell_level(chronicle, now.at, now.standing.level)
    state = now.standing.state or chronicle.state
    reopens = _reopens(ground, log, (before.activity, now.activity), (chronicle.state, state))
    if state != chronicle.state or reopens:
        chronicle.move(now.at, state, reopens=reopens)
    if chronicle.row_is_open:
        chronicle.add("noted", now.at, {})


def _tell_level(chronicle: Chronicle, at: datetime, level: str) -> None:
    details: dict[str, Tree] = {"level": Plain(level)}
    chronicle.add("escalated" if int(level) > int(chronicle.level or 0) else "changed", at, details)
    chronicle.level = level


def _reopens(ground: Ground, log: EventLog, activities: tuple[str, str], states: tuple[str, str]) -> bool:
    if log.reopening is not None:
        return activities in log.reopening
    return ground.is_over(states[0]) and not ground.is_over(states[1])
