"""From rows to cases: which rows are one complaint, which are already known, which are rejected and why.

Nothing here reads or writes files; rows come in as text, cases go out as trees. The order of the rows is kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, tzinfo

from casectl.core.importing.case_builder import (
    ImportedCase,
    name_of,
    new_id,
    references_of,
    row_state,
    shared_values,
    title_and_fields,
    with_presets,
)
from casectl.core.importing.case_clocks import with_clocks
from casectl.core.importing.context import ImportContext
from casectl.core.importing.event_log import case_of_log
from casectl.core.importing.identity import digest, id_of
from casectl.core.importing.journal_builder import JournalBuilder
from casectl.core.importing.links import Links
from casectl.core.importing.mapping import RowMapping
from casectl.core.importing.pick import RowCells
from casectl.core.importing.rows import BadRow, RawRow, Row, RowError
from casectl.core.importing.same_texts import KnownTexts
from casectl.core.law.times import dates_to_come, impossible_times
from casectl.core.template.model import value_in
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.tree import Plain, Tree, mapping_of
from casectl.core.values.value_class import value_class


@value_class
class Already:
    """A row, or an event log's case of that many rows, that the casebook or the table itself already has."""

    line: int
    external: str
    rows: int = 1


Outcome = ImportedCase | BadRow | Already


@dataclass(frozen=True)
class KnownCases:
    """The existing cases: case ids by the source's key (``name:id``), and the ids of all cases.

    `fields` are the fields of each case by its id, if the mapping has links by shared values or a text to compare.
    """

    keys: Mapping[str, str]
    ids: frozenset[str] = frozenset()
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@value_class
class Repetition:
    """A case of the import whose text an earlier one has: their ids, the row's line, and the link that fits."""

    line: int
    case: str
    earlier: str
    link: str


@dataclass(slots=True)
class ImportReport:
    """What an import did, or would do: complaints, their rows and events, and what was rejected.

    Each of the `read` rows is one of the `rows` of a new case, one of the `known` rows, or in `rejected`.
    """

    created: int = 0
    already: int = 0
    read: int = 0
    rows: int = 0
    known: int = 0
    events: int = 0
    handoffs: int = 0
    reopenings: int = 0
    links: int = 0
    unresolved: int = 0
    undated: int = 0
    """Cases that are finished, nobody knows when."""
    rejected: list[BadRow] = field(default_factory=list)
    repeated: list[Repetition] = field(default_factory=list)
    commits: tuple[str, ...] = ()
    dry_run: bool = False
    templates_added: tuple[str, ...] = ()
    notes: tuple[Message, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """Add the outcome; returns the number of its rows."""
        rows = 1 if isinstance(outcome, BadRow) else outcome.rows
        self.read += rows
        if isinstance(outcome, BadRow):
            self.rejected.append(outcome)
        elif isinstance(outcome, Already):
            self.already += 1
            self.known += rows
        else:
            self._count_case(outcome)
        return rows

    def _count_case(self, case: ImportedCase) -> None:
        links = sum(event.kind == "linked" for event in case.journal)
        self.created += 1
        self.undated += case.is_undated
        self.rows += case.rows
        self.events += len(case.journal)
        self.handoffs += sum("handoff" in event.data for event in case.journal)
        self.reopenings += sum(event.kind == "reopened" for event in case.journal)
        self.links += links
        self.unresolved += case.unresolved
        if case.same_text:
            self.repeated.append(Repetition(case.line, case.id, case.same_text.case, case.same_text.link))


Outcomes = Iterator[Outcome]


def plan(
    context: ImportContext,
    rows: Iterable[Row],
    known: KnownCases,
    kept: Callable[[Outcomes], Outcomes] = iter,
) -> Outcomes:
    """The outcome of the rows, in their order; lazily, unless cases have to be grouped or linked first.

    `kept` takes out cases that are not to be made after all; none is linked to these.
    """
    run = _Run(context, known)
    outcomes = kept(run.logs(rows) if context.mapping.events else run.rows(rows))
    return run.linked(outcomes) if context.mapping.links or context.mapping.shared else outcomes


class _Run:
    """One pass over a table, with what has been seen so far."""

    def __init__(self, context: ImportContext, known: KnownCases) -> None:
        self.context, self.known = context, known
        self.taken = set(known.ids)
        self.seen: dict[str, tuple[int, bytes]] = {}
        self.twins: Counter[bytes] = Counter()
        self.texts = KnownTexts(context.mapping, known.fields)

    def finished(self, case: ImportedCase) -> ImportedCase:
        """The case with its clocks, compared with earlier ones. Raises UsageError if it cannot have been so."""
        timed, context = with_clocks(case, self.context), self.context
        workflow, received = context.template.workflow, timed.header.received_at
        for number, fault in impossible_times(timed.journal, received, workflow, context.now, context.zone):
            raise RowError(fault.what, _row_of(timed, number))
        value = value_in(mapping_of(timed.free.get("fields")))
        for fault in dates_to_come(context.template.past_dates, value, context.now, context.zone):
            raise RowError(fault.what, case.line)
        found = self.texts.earlier(timed)
        return replace(timed, same_text=found) if found else timed

    def rows(self, rows: Iterable[Row]) -> Iterator[Outcome]:
        """Each row is a complaint of its own."""
        for row in rows:
            if isinstance(row, BadRow):
                yield row
                continue
            try:
                external = self.external(row.cells)
                known = self.already(row, external)
                yield known or self.finished(case_of_row(self.context, row, external, self.taken))
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
                yield from case_of_log(self.context, events, external, self.taken, self.finished)

    def linked(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The cases with links to each other and to existing ones of the same source."""
        whole = list(outcomes)
        made = [each for each in whole if isinstance(each, ImportedCase)]
        links = Links(self.context, self.known.keys, self.known.fields, made)
        return (links.added_to(each) if isinstance(each, ImportedCase) else each for each in whole)

    def external(self, cells: RowCells) -> str:
        """The complaint's id in its own system, or one derived from the row's content and how often that occurred
        before.
        """
        mapping = self.context.mapping
        if mapping.id:
            return id_of(mapping, cells)
        same = digest(cells, mapping.same or ())
        self.twins[same] += 1
        return f"{same.hex()[:20]}-{self.twins[same]}"

    def already(self, row: RawRow, external: str) -> Already | None:
        """Whether the complaint is known. Raises UsageError if the table has it twice with different content."""
        content = digest(row.cells)
        line, seen = self.seen.setdefault(external, (row.line, content))
        if line != row.line and seen != content:
            raise UsageError(msg("line {line} has the same id {id} but different content", line=line, id=external))
        there = self.context.key(external) in self.known.keys or line != row.line
        return Already(row.line, external) if there else None


def _row_of(case: ImportedCase, number: int) -> int:
    """The line of the row that the event of this number came with."""
    rows = [int(event.text("row")) for event in case.journal[: number + 1] if "row" in event.data]
    return rows[-1] if rows else case.line


def case_of_row(context: ImportContext, row: RawRow, external: str, taken: set[str]) -> ImportedCase:
    """The case of a row. Raises UsageError with the reason why it cannot be one."""
    mapping, cells = context.mapping, row.cells
    received = mapping.received.at(cells)
    if received is None:
        raise UsageError(msg("the row has no time of receipt"))
    free, steps = title_and_fields(context, cells, cells, received), _steps(mapping, cells, received)
    builder = JournalBuilder(context, external)
    builder.begin_row(row.line)
    due = {clock: at for clock, column in mapping.due if (at := column.at(cells)) is not None}
    header = with_presets(context, row_state(context, cells), free)
    if header.state in {step.data.get("to") for step in steps if step.kind == "advanced"}:
        header = replace(header, state=None)  # the steps lead there, and say when
    builder.open(received, received, header, due)
    for step in steps:
        _take(builder, context, step)
    case_id = new_id(context, external, received, taken)
    references = references_of(mapping, cells, external)
    shared = shared_values(mapping, cells)
    return ImportedCase(case_id, external, row.line, free, tuple(builder.events), references, shared)


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
            dated = steps[-1].at if steps else received
            if at and each.at:
                dated = _same_day(received, at, each.at.zone)
            steps.append(_Taken(each.kind, dated, data, at is None))
    return sorted(steps, key=lambda step: to_seconds(step.at))


def _same_day(received: datetime, at: datetime, zone: tzinfo) -> datetime:
    """`at`, or the receipt if that was later on a day of which `at` says only the date."""
    if to_seconds(at) >= to_seconds(received):
        return at
    local, day = at.astimezone(zone), received.astimezone(zone).date()
    return received if local.date() == day and local.time() == _MIDNIGHT else at


_MIDNIGHT = time()


def _take(builder: JournalBuilder, context: ImportContext, step: _Taken) -> None:
    data: dict[str, Tree] = {**step.data, "undated": Plain("yes") if step.undated else ""}
    to = step.data.get("to", "")
    if step.kind == "assigned":
        builder.assign(step.at, name_of(to) or "", name_of(step.data.get("team")) or "")
    elif step.kind != "advanced":
        builder.add(step.kind, step.at, data)
    elif not context.template.workflow.state(to):
        raise UsageError(msg("{state} is not a state of template {template}", state=to, template=context.template.name))
    elif to != builder.state:
        reopens = context.is_finished(builder.state) and not context.is_finished(to)
        builder.transition(step.at, to, reopens=reopens, data=data)
