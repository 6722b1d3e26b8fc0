"""From rows to cases: which rows are one complaint, which are already known, which are rejected and why.

Nothing here reads or writes files; rows come in as text, cases go out as trees. The order of the rows is kept.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from casectl.core.importing.case_builder import (
    ImportContext,
    ImportedCase,
    JournalBuilder,
    name_of,
    new_id,
    references_of,
    row_state,
    title_and_fields,
    with_clocks,
    with_links,
)
from casectl.core.importing.event_log import case_of_log
from casectl.core.importing.mapping import RowCells, RowMapping
from casectl.core.importing.rows import BadRow, RawRow, Row
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class

_MANGLED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.ASCII)


@value_class
class Already:
    """A row, or an event log's case of that many rows, that the casebook or the table itself already has."""

    line: int
    external: str
    rows: int = 1


Outcome = ImportedCase | BadRow | Already


@dataclass(frozen=True)
class KnownCases:
    """The existing cases: case ids by the source's key (``name:id``), and the ids of all cases."""

    keys: Mapping[str, str]
    ids: frozenset[str] = frozenset()


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do: complaints, their rows and events, and what was rejected."""

    created: int = 0
    already: int = 0
    rows: int = 0
    events: int = 0
    handoffs: int = 0
    reopenings: int = 0
    links: int = 0
    unresolved: int = 0
    rejected: list[BadRow] = field(default_factory=list)
    commits: tuple[str, ...] = ()
    dry_run: bool = False
    templates_added: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Add the outcome; returns the number of its rows."""
        if isinstance(outcome, BadRow):
            self.rejected.append(outcome)
            return 1
        if isinstance(outcome, Already):
            self.already += 1
            return outcome.rows
        links = sum(event.kind == "linked" for event in outcome.journal)
        self.created += 1
        self.rows += outcome.rows
        self.events += len(outcome.journal)
        self.handoffs += sum("handoff" in event.data for event in outcome.journal)
        self.reopenings += sum(event.kind == "reopened" for event in outcome.journal)
        self.links += links
        self.unresolved += len(outcome.references) - links
        return outcome.rows


def plan(context: ImportContext, rows: Iterable[Row], known: KnownCases) -> Iterator[Outcome]:
    """The outcome of the rows, in their order; lazily, unless cases have to be grouped or linked first."""
    run = _Run(context, known)
    outcomes = run.logs(rows) if context.mapping.events else run.rows(rows)
    timed = (with_clocks(each, context) if isinstance(each, ImportedCase) else each for each in outcomes)
    return run.linked(timed) if context.mapping.links else timed


class _Run:
    """One pass over a table, with what has been seen so far."""

    def __init__(self, context: ImportContext, known: KnownCases) -> None:
        self.context, self.known = context, known
        self.taken = set(known.ids)
        self.seen: dict[str, tuple[int, bytes]] = {}
        self.twins: Counter[bytes] = Counter()

    def rows(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """Each row is a complaint of its own."""
        for row in rows:
            if isinstance(row, BadRow):
                yield row
                continue
            try:
                external = self.external(row.cells)
                yield self.already(row, external) or case_of_row(self.context, row, external, self.taken)
            except UsageError as error:
                yield BadRow(row.line, error.what, cells=row.cells)

    def logs(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """Rows with one id are one complaint."""
        cases: dict[str, list[RawRow]] = {}
        for row in rows:
            try:
                if isinstance(row, BadRow):
                    yield row
                else:
                    cases.setdefault(self.external(row.cells), []).append(row)
            except UsageError as error:
                yield BadRow(row.line, error.what, cells=row.cells)
        for external, events in cases.items():
            if self.context.key(external) in self.known.keys:
                yield Already(events[0].line, external, len(events))
            else:
                yield from case_of_log(self.context, events, external, self.taken)

    def linked(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The cases with links to each other and to existing ones of the same source."""
        whole, prefix = list(outcomes), self.context.key("")
        targets = {key.removeprefix(prefix): case for key, case in self.known.keys.items() if key.startswith(prefix)}
        targets |= {each.external: each.id for each in whole if isinstance(each, ImportedCase)}
        for each in whole:
            if isinstance(each, ImportedCase) and each.references:
                yield replace(each, journal=tuple(with_links(each, self.context, targets)))
            else:
                yield each

    def external(self, cells: RowCells) -> str:
        """The complaint's id in its own system, or one derived from the row's content and how often that occurred
        before.
        """
        mapping = self.context.mapping
        if mapping.id:
            return _id_for(mapping, cells)
        digest = _digest(cells, mapping.same or tuple(cells))
        self.twins[digest] += 1
        return f"{digest.hex()[:20]}-{self.twins[digest]}"

    def already(self, row: RawRow, external: str) -> Already | None:
        """Whether the complaint is known. Raises UsageError if the table has it twice with different content."""
        line, digest = self.seen.setdefault(external, (row.line, _digest(row.cells, tuple(row.cells))))
        if line != row.line and digest != _digest(row.cells, tuple(row.cells)):
            raise UsageError(msg("line {line} has the same id {id} and says something else", line=line, id=external))
        there = self.context.key(external) in self.known.keys or line != row.line
        return Already(row.line, external) if there else None


def _id_for(mapping: RowMapping, cells: RowCells) -> str:
    found = mapping.id.value(cells) if mapping.id else None
    if not found or not found.strip():
        raise UsageError(msg("the row has no id"))
    if _MANGLED.fullmatch(found.strip()):
        raise UsageError(msg("a spreadsheet has cut the id down to {id}", id=found.strip()))
    return found.strip()


def _digest(cells: RowCells, columns: tuple[str, ...]) -> bytes:
    content = json.dumps([[column, cells.get(column, "")] for column in sorted(columns)], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()


def case_of_row(context: ImportContext, row: RawRow, external: str, taken: set[str]) -> ImportedCase:
    """The case of a row. Raises UsageError with the reason why it cannot be one."""
    mapping, cells = context.mapping, row.cells
    received = mapping.received.at(cells)
    if received is None:
        raise UsageError(msg("the row does not say when it was received"))
    free, steps = title_and_fields(context, cells, cells), _steps(mapping, cells, received)
    builder = JournalBuilder(context, external)
    builder.begin_row(row.line)
    due = {clock: at for clock, column in mapping.due if (at := column.at(cells)) is not None}
    builder.open(received, received, row_state(context, cells), due)
    for step in steps:
        _take(builder, context, step)
    case_id = new_id(context, external, received, taken)
    references = references_of(mapping, cells, external)
    return ImportedCase(case_id, external, row.line, free, tuple(builder.events), references)


@value_class
class _Taken:
    """An additional event of a row. Without a time of its own it is dated as the one before, and marked `undated`."""

    kind: str
    at: datetime
    data: dict[str, str]
    undated: bool


def _steps(mapping: RowMapping, cells: RowCells, received: datetime) -> list[_Taken]:
    steps: list[_Taken] = []
    for each in mapping.steps:
        details = each.details(cells)
        if details:
            at, data = details
            steps.append(_Taken(each.kind, at or (steps[-1].at if steps else received), data, at is None))
    return sorted(steps, key=lambda step: to_seconds(step.at))


def _take(builder: JournalBuilder, context: ImportContext, step: _Taken) -> None:
    data: dict[str, Tree] = {**step.data, "undated": Plain("yes") if step.undated else ""}
    to = step.data.get("to", "")
    if step.kind == "assigned":
        builder.assign(step.at, name_of(to) or "", name_of(step.data.get("team")) or "")
    elif step.kind != "advanced":
        builder.add(step.kind, step.at, data)
    elif not context.template.workflow.state(to):
        raise UsageError(msg("{state} is no state of template {template}", state=to, template=context.template.name))
    elif to != builder.state:
        reopens = context.is_finished(builder.state) and not context.is_finished(to)
        builder.transition(step.at, to, reopens=reopens, data=data)
