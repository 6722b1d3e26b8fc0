"""What came with an import: which of a case's events, and the record by which an import stands in the casebook.

No case is an imported one because its file says so. Verbs go by the id, which an import derives from the source's own;
`check` also wants the import on record.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from itertools import takewhile

from casectl.core.case.ids import derived
from casectl.core.case.model import IMPORTER, Case
from casectl.core.time.instants import format_instant
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Plain, Tree, text_of
from casectl.core.values.value_class import value_class

FOLDER = "imports"
"""Where a casebook keeps the records of its imports, each named by the SHA-256 of its content."""

_CASES = 20_000
"""How many cases one record holds at most, so that it stays a document of a readable size."""

_ATTEMPTS = 4
"""How often an import derives an id before two of its cases would have the same: more cannot happen in practice."""


def came_with_import(case: Case) -> int:
    """How many of a case's first events came with an import; 0 if its id is not derived from the source's own."""
    source = case.header.source
    if source is None or not _is_derived(case.id, ":".join(source)):
        return 0
    return sum(1 for _ in takewhile(lambda event: event.by == IMPORTER, case.journal))


def imported_before(case: Case, new: Collection[str], on_record: int | None) -> int:
    """How many of a case's first events came with an import, where `new` ones are to be judged.

    As many as the import has `on_record`; without a record those that were there before, since imports open cases.
    """
    found = came_with_import(case)
    if found and on_record is None:
        on_record = next((number for number, event in enumerate(case.journal) if event.id in new), 0) or found
    return min(found, on_record or 0)


def _is_derived(case_id: str, key: str) -> bool:
    prefix, _, rest = case_id.partition("-")
    drawn = rest[5:-1]
    return any(
        derived(prefix, datetime(2000, 1, 1, tzinfo=UTC), UTC, key, attempt).rpartition("-")[2][:-1] == drawn
        for attempt in range(_ATTEMPTS)
    )


@value_class
class ImportRecord:
    """What was imported, by whom and when: the table and the mapping by name and SHA-256, how many rows became cases,
    and these cases, each with the number of its events.
    """

    file: str
    file_digest: str
    mapping: str
    mapping_digest: str
    source: str
    rows: int
    person: str
    at: datetime
    cases: Mapping[str, int]

    def trees(self, zone: tzinfo) -> Iterator[dict[str, Tree]]:
        """The record as documents, each with some of the cases."""
        cases = sorted(self.cases.items())
        for first in range(0, len(cases), _CASES):
            yield {
                "schema": Plain("1"),
                "file": self.file,
                "sha256": self.file_digest,
                "mapping": self.mapping,
                "mapping_sha256": self.mapping_digest,
                "source": self.source,
                "rows": Plain(self.rows),
                "person": self.person,
                "at": Plain(format_instant(self.at, zone)),
                "cases": "".join(f"{case} {events}\n" for case, events in cases[first : first + _CASES]),
            }


RECORD: dict[str, Message] = {
    "schema": msg("the version of the record's format"),
    "file": msg("the name of the table"),
    "sha256": msg("the SHA-256 of the table"),
    "mapping": msg("the name of the mapping"),
    "mapping_sha256": msg("the SHA-256 of the mapping"),
    "source": msg("the system that the table comes from, as the mapping calls it"),
    "rows": msg("how many rows became cases"),
    "person": msg("who imported them"),
    "at": msg("when it was imported"),
    "cases": msg("a line for each case: its id, and how many events came with it"),
}
"""What each key of a record means."""


def record_path(content: bytes) -> str:
    """Where a record with this content is kept."""
    return f"{FOLDER}/{sha256(content).hexdigest()}.yaml"


def cases_in(records: Iterable[Mapping[str, Tree]]) -> dict[str, int]:
    """The cases that records name, each with the number of events that came with it."""
    lines = (line.split() for tree in records for line in text_of(tree.get("cases")).splitlines())
    return {line[0]: int(line[1]) for line in lines if len(line) == 2 and line[1].isascii() and line[1].isdecimal()}
