"""Which cases came with an import: as the records of imports say, and for older imports their commits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property

from casectl.actions.checking.last_change import LastChanges
from casectl.actions.context import Checking
from casectl.core.case.imported import FOLDER, came_with_import, cases_in, record_path
from casectl.core.case.model import IMPORTER, REKEYED, Case
from casectl.core.history.step import Step
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import CasectlError, Finding, Message, RepositoryError, Unreadable, counted, msg
from casectl.core.values.tree import Position, Tree


class Imports:
    """The imports on record in HEAD. They are read when a case is asked about that names a source."""

    def __init__(self, context: Checking) -> None:
        self._context = context
        self._read: dict[str, Mapping[str, int]] = {}

    def brought(self, case: Case) -> int:
        """How many of a case's first events came with an import on record."""
        if case.header.source is None:
            return 0
        if (known := self.cases.get(case.id)) is None:
            known = len(case.journal) if self._is_older(case) else 0
        own = (number for number, event in enumerate(case.journal) if event.by != IMPORTER)
        return min(known, next(own, len(case.journal)))

    def on_record(self, step: Step, case: Case) -> int | None:
        """How many events of a case an import has on record by a commit; None if no record in it names the case."""
        before = (event.text("was") for event in case.journal if event.kind == REKEYED)
        for name, blob in self._context.ledger.files_in(FOLDER, step.commit.id).items():
            known = self._in_record(f"{FOLDER}/{name}", blob)
            if found := next((known[each] for each in (case.id, *before) if each in known), None):
                return found
        return None

    def _in_record(self, path: str, blob: str) -> Mapping[str, int]:
        """The cases of a record, each with the number of its events; none if its name is not that of its content."""
        if blob not in self._read:
            content = self._context.ledger.by_id(blob)
            is_whole = content is not None and record_path(content) == path
            self._read[blob] = cases_in(self._trees([(path, content or b"")])) if is_whole else {}
        return self._read[blob]

    @cached_property
    def cases(self) -> dict[str, int]:
        """The cases that the records name, each with the number of its events."""
        return cases_in(self._trees(self._recorded()))

    def _trees(self, records: Iterable[tuple[str, bytes]]) -> Iterator[Mapping[str, Tree]]:
        documents = self._context.documents
        for path, content in records:
            with suppress(CasectlError):
                yield (documents.read_plain(path, content) or documents.read(path, content)).tree

    def _is_older(self, case: Case) -> bool:
        """Whether an import before there were records brought it; where the history is cut off, its id decides."""
        if self._context.ledger.is_shallow():
            return came_with_import(case) > 0
        return case.source.file in self._older

    @cached_property
    def _older(self) -> frozenset[str]:
        """The cases that imports brought which have no record: those from before the casebook had its law."""
        return self._context.changes.imported("cases", self._law_began())

    def _law_began(self) -> str:
        """The commit with which the casebook got its law; "" if it has none, or a partial clone cannot tell."""
        ledger = self._context.ledger
        try:
            for each in ledger.history(SETTINGS):
                book = self._context.settings_then(ledger.blob_id(each.after)) if each.after is not None else None
                if book and book.law:
                    return each.commit
        except RepositoryError:
            if not ledger.is_partial():
                raise
        return ""

    @cached_property
    def _files(self) -> Collection[str]:
        """The files of the records in HEAD."""
        return self._context.ledger.listed(FOLDER).keys()

    def _recorded(self) -> Iterator[tuple[str, bytes]]:
        """The records that are what was recorded."""
        for path, content in self._context.ledger.blobs(self._files):
            if content is not None and record_path(content) == path:
                yield path, content

    def findings(self) -> Iterator[Finding]:
        """The records that were changed since, in HEAD, where they say nothing any more, or in the work tree."""
        whole, changes = {path for path, _ in self._recorded()}, LastChanges(self._context, self._context.zone)
        for path in sorted(self._files):
            if path not in whole:
                what = msg("the record of an import was changed: its file name no longer matches its content (SHA-256)")
                yield Finding(Position(path), "B008", changes.with_commit(path, what))
            elif not self._is_on_disk(path):
                yield Finding(Position(path), "B008", msg("the record of an import was changed"))

    def _is_on_disk(self, path: str) -> bool:
        """Whether the record lies in the work tree as it was recorded."""
        try:
            content = self._context.store.read(path)
        except Unreadable:
            return False
        return content is not None and record_path(content.replace(b"\r\n", b"\n")) == path

    def note(self) -> Iterator[Message]:
        """How much came with imports, and is not judged as what was done here is."""
        if self.cases:
            events = counted("{count} event", "{count} events", sum(self.cases.values()))
            yield counted(
                "imported, so not checked against the rules: {events} of {count} case",
                "imported, so not checked against the rules: {events} of {count} cases",
                len(self.cases),
                events=events,
            )
