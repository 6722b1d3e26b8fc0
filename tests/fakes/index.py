"""An index that remembers nothing: every row is read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from casectl.core.query.selection import EVERYTHING, IndexAnswer, IndexRow, Selection
from casectl.core.values.errors import Unreadable
from casectl.ports import Store


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
