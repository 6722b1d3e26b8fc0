"""An index that remembers nothing: every row is read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from casectl.adapters.index.plain_journals import PlainJournals
from casectl.core.case.compose import read_case
from casectl.core.history.event_rows import JournalRows, Journals, journal_rows
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt, Excerpts
from casectl.core.query.selection import EVERYTHING, IndexAnswer, IndexRow, Selection
from casectl.core.values.messages import Unreadable, msg
from casectl.ports.recording import Documents, Store


class FakeIndex:
    """The rows of a store's files, as any index must give them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(
        self,
        folder: str,
        reader: Callable[[str, bytes], Mapping[str, object]],
        wanted: Selection = EVERYTHING,
        *,
        trust_folder_times: bool = False,
    ) -> IndexAnswer:
        """A row for each ``*.yaml`` below `folder`, by path, whatever is wanted."""
        del wanted, trust_folder_times
        return IndexAnswer([self._row(path, reader) for path in self._store.paths(folder)])

    def _row(self, path: str, reader: Callable[[str, bytes], Mapping[str, object]]) -> IndexRow:
        try:
            return IndexRow(path, json.loads(json.dumps(dict(reader(path, self._store.read(path) or b"")))))
        except Unreadable as error:
            return IndexRow(path, None, str(error))


def excerpts_of(store: Store, documents: Documents, wanted: Selection) -> Excerpts:
    """The excerpts of a store's cases, each read every time."""
    found = FakeIndex(store).find("cases", lambda path, data: excerpt_of(read_case(documents.read(path, data))), wanted)
    cases = [Excerpt(row.path, row.facts) for row in found.rows if row.facts is not None]
    return Excerpts(cases, [(row.path, msg("{why}", why=row.trouble)) for row in found.rows if row.facts is None])


def journals_of(store: Store, documents: Documents, blob_id: Callable[[bytes], str]) -> Journals:
    """The journals of a store's cases, each read every time."""

    def rows(path: str, data: bytes) -> JournalRows:
        return journal_rows(read_case(documents.read(path, data)), blob_id(data))

    return PlainJournals(store, "cases", rows)
