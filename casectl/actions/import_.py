"""import: make cases of the rows of another system's export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.archived import all_archived
from casectl.actions.recording.case_content import check_readable
from casectl.actions.recording.event_commit import event_commit
from casectl.actions.recording.record import Transaction
from casectl.actions.recording.record_many import record_batch
from casectl.actions.recording.rules_allowed import refuse_rules
from casectl.actions.recording.stamped import typed_by
from casectl.core.case.fold import fold
from casectl.core.case.ids import case_path
from casectl.core.case.imported import ImportRecord, record_path
from casectl.core.case.model import Event
from casectl.core.clocks.rules import RuleSet
from casectl.core.importing.case_builder import ImportedCase
from casectl.core.importing.context import ImportContext
from casectl.core.importing.links import needs_fields
from casectl.core.importing.mapping import RowMapping
from casectl.core.importing.mapping_checks import findings_against
from casectl.core.importing.plan import ImportReport, KnownCases, Outcome, plan
from casectl.core.importing.read_mapping import read_mapping
from casectl.core.importing.rows import BadRow, Row
from casectl.core.importing.same_texts import has_story
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError, Finding, Message, NotFound, Refused, Unreadable, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.tree import Source
from casectl.core.workflow.guards import GUARDS
from casectl.ports.recording import NewCommit, Trailers

Watch = Callable[[int], None]
"""Called with the number of rows that were done since the last call."""


@dataclass(frozen=True)
class Import:
    """What is to be imported: the rows, as often as they are asked for, and the rules that make cases of them.

    `files` are recorded with the first case: the template, if the casebook does not have it yet.
    `table` is the name of the file that the rows are from, `digest` its SHA-256: the import's record says so.
    """

    mapping: RowMapping
    template: Template
    rows: Callable[[], Iterator[Row]]
    files: Mapping[str, bytes] = field(default_factory=dict)
    per_event: bool = False
    dry_run: bool = False
    limit: int | None = None
    table: str = ""
    digest: str = ""


def mapping_from(context: Reading, file: str, data: bytes) -> RowMapping:
    """The mapping in a file. Raises Unreadable with every fault in it."""
    mapping, findings = read_mapping(context.documents.read(file, data), context.zone, order=context.casebook.dates)
    if mapping is None:
        raise _faulty(file, findings)
    return mapping


def placed(context: Reading, mapping: RowMapping, keys: Sequence[str]) -> RowMapping:
    """The mapping with the columns of a table, which have these keys, instead of positions such as ``#3``."""
    found, findings = read_mapping(mapping.file, context.zone, keys, context.casebook.dates)
    if found is None:
        raise _faulty(mapping.file.file, findings)
    return found


def template_for(
    context: Reading, mapping: RowMapping, shipped: Mapping[str, bytes]
) -> tuple[Template, dict[str, bytes]]:
    """The mapping's template: the casebook's, else a shipped one, with the file to be recorded for it.

    Raises:
        NotFound: there is no such template, here or shipped.
        Unreadable: template or mapping have faults, or the mapping names what the template does not have.
    """
    name = mapping.template
    if name in context.template_names():
        template, files = context.template(name), dict[str, bytes]()
    else:
        template, files = _shipped_template(context, name, shipped)
    faults = findings_against(mapping, template, context.casebook)
    if faults:
        raise _faulty(mapping.file.file, faults)
    return template, files


def _shipped_template(context: Reading, name: str, shipped: Mapping[str, bytes]) -> tuple[Template, dict[str, bytes]]:
    if name not in shipped:
        raise NotFound(
            msg("there is no template {name} in templates/", name=name),
            hint=suggestion(name, [*context.template_names(), *shipped]),
        )
    used: dict[str, bytes] = {}

    def source_of(wanted: str) -> Source | None:
        if wanted not in shipped:
            return None
        used[f"templates/{wanted}.yaml"] = shipped[wanted]
        return context.documents.read(f"templates/{wanted}.yaml", shipped[wanted])

    source = source_of(name)
    assert source is not None
    template, findings = read_template(source, source_of, GUARDS)
    if template is None:
        raise _faulty(source.file, findings)
    here = {f"templates/{each}.yaml" for each in context.template_names()}
    return template, {path: data for path, data in used.items() if path not in here}


def _faulty(file: str, findings: Sequence[Finding]) -> Unreadable:
    return Unreadable(
        msg("{path} has problems", path=file),
        problems=[
            msg("{place}: {code} {what}", place=str(each.place), code=each.code, what=each.what) for each in findings
        ],
    )


def import_cases(context: Recording, what: Import, watch: Watch) -> ImportReport:
    """Import, all or nothing but for rejected rows: in one commit, or one for each event in the order of time.

    Raises:
        Unreadable: some case cannot be read, so that nobody knows what is there already.
        Refused: recorded cases are missing in the work tree, or a template would be added by one who may not.
        RepositoryError: nothing could be recorded; nothing has changed.
    """
    work = _ImportRun(context, what, watch)
    if what.dry_run:
        work.report.dry_run = True
        for _ in work.cases():
            pass
        return work.report

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        nonlocal work
        work = _ImportRun(context, what, watch)
        work.require_all_files(transaction)
        refuse_rules(context, transaction, what.files)
        return work.event_entries() if what.per_event else work.batch()

    recorded = record_batch(context, entries)
    work.report.commits, work.report.notes = recorded.commits, recorded.notes
    return work.report


class _ImportRun:
    """One run of an import, and its report."""

    def __init__(self, context: Recording, what: Import, watch: Watch) -> None:
        self.context, self.what, self.watch = context, what, watch
        known = what.template.name in context.template_names()
        rule_set = context.rule_set(what.template.name, {}) if known else RuleSet(what.template, context.calendar)
        self.import_context = ImportContext(
            what.mapping,
            what.template,
            context.zone,
            context.casebook.id_prefix,
            rule_set,
            context.now,
            frozenset(name for name, _ in context.casebook.teams),
            context.casebook.currency,
        )
        self.report = ImportReport()
        self._made: dict[str, int] = {}
        self._ready: dict[str, tuple[tuple[Event, ...], bytes]] = {}

    def require_all_files(self, transaction: Transaction) -> None:
        """Raises Refused if recorded cases are not in the work tree: they would be imported again."""
        gone = set(self.context.ledger.listed("cases", transaction.head.commit)) - set(
            self.context.store.paths("cases")
        )
        if gone:
            count, path = len(gone), min(gone)
            raise Refused(
                msg("recorded cases missing from the work tree: {count} ({path}, …)", count=count, path=path),
                hint=msg("bring them back: git checkout -- cases"),
            )

    def known(self) -> KnownCases:
        """What the casebook has. Raises Unreadable if some case cannot be read."""
        listing = self.context.excerpts()
        if unread := listing.unreadable:
            raise Unreadable(
                msg(
                    "cases that cannot be read: {count}, so it is not known which complaints were already imported",
                    count=len(unread),
                ),
                problems=[msg("{path}: {why}", path=path, why=why) for path, why in unread[:20]],
                hint=msg("casectl check lists every problem; fix them first"),
            )
        away = {each.id: each.source for each in all_archived(self.context)}
        here = {case.id: case.text("source") for case in listing.cases}
        keys = {source: case_id for case_id, source in {**away, **here}.items() if source}
        mapping = self.what.mapping
        wanted = listing.cases if has_story(mapping) or needs_fields(mapping) else ()
        fields = {case.id: case.fields for case in wanted}
        return KnownCases(keys, frozenset((*self.context.case_ids(), *away)), fields)

    def cases(self) -> Iterator[tuple[ImportedCase, bytes]]:
        """Every case that is to be made, with its file's content, as far as the limit."""
        for outcome in plan(self.import_context, self.what.rows(), self.known(), self._kept):
            self.watch(self.report.count(outcome))
            if isinstance(outcome, ImportedCase):
                self._made[outcome.id] = len(outcome.journal)
                yield outcome, self._content(outcome)

    def _kept(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """The outcomes as far as the limit, without cases that could not be read again: their rows are rejected."""
        made = 0
        for outcome in outcomes:
            if isinstance(outcome, ImportedCase):
                try:
                    self._ready[outcome.id] = (outcome.journal, self._written(outcome))
                except CasectlError as error:
                    self._reject(outcome, error.problems[0] if error.problems else error.what)
                    continue
                made += 1
            yield outcome
            if made == self.what.limit:
                return

    def _content(self, case: ImportedCase) -> bytes:
        """The content of a case's file, which is written again if the case was linked since."""
        journal, content = self._ready.pop(case.id)
        return content if journal is case.journal else self._written(case)

    def _written(self, case: ImportedCase) -> bytes:
        """The content of the case's file. Raises CasectlError if it would not be read as the same case."""
        tree = case.tree(self.context.zone)
        content = self.context.documents.write(tree)
        check_readable(case.id, Source(case_path(case.id), tree), self.context.zone)
        return content

    def _reject(self, case: ImportedCase, reason: Message) -> None:
        """Reject all rows of a case, which are looked up in the table again."""
        lines = set(case.lines)
        for row in self.what.rows():
            if row.line in lines:
                bad = row if isinstance(row, BadRow) else BadRow(row.line, reason, cells=row.cells)
                self.watch(self.report.count(bad))

    def batch(self) -> Iterator[NewCommit]:
        """One commit with all of it; none if there is nothing to add."""
        files: dict[str, bytes | None] = {case_path(case.id): content for case, content in self.cases()}
        if files:
            self.report.templates_added = tuple(self.what.files)
            subject = f"Import {self.report.created} cases from {self.what.mapping.source}"
            yield NewCommit({**self.what.files, **files, **self._records()}, subject, self._trailers())

    def _records(self) -> dict[str, bytes]:
        """The record of this import, by which its cases are known as imported ones."""
        what, context = self.what, self.context
        mapping = what.mapping
        record = ImportRecord(
            what.table, what.digest, mapping.name, sha256(mapping.file.data).hexdigest(), mapping.source,
            self.report.rows, context.actor.name, context.now, self._made,
        )  # fmt: skip
        written = [context.documents.write(tree) for tree in record.trees(context.zone)]
        return {record_path(content): content for content in written}

    def _trailers(self) -> Trailers:
        report, actor, via = self.report, self.context.actor.name, typed_by(self.context) or None
        return Trailers(
            mapping=self.what.mapping.name, cases=report.created, imported=report.events, actor=actor, via=via
        )

    def event_entries(self) -> Iterator[NewCommit]:
        """A commit for each event, in the order of time over all cases; a case's own events keep their order."""
        cases = [case for case, _ in self.cases()]
        if cases:
            self.report.templates_added = tuple(self.what.files)
            subject = f"Add what the import {self.what.mapping.name} needs"
            yield NewCommit({**self.what.files, **self._records()}, subject)
        for case, number in _in_time(cases):
            content = self.context.documents.write(case.tree(self.context.zone, number + 1))
            before, event = fold(case.journal[:number]), case.journal[number]
            yield event_commit({case_path(case.id): content}, case.id, before, [event])


def _in_time(cases: Sequence[ImportedCase]) -> list[tuple[ImportedCase, int]]:
    """Every event as case and number, by time over all cases; one dated before its forerunner comes after it."""
    timed = []
    for order, case in enumerate(cases):
        at = to_seconds(case.journal[0].at)
        for number, event in enumerate(case.journal):
            at = max(at, to_seconds(event.at))
            timed.append((at, order, number))
    return [(cases[order], number) for _, order, number in sorted(timed)]
