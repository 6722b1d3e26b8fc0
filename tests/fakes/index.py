"""An index that stores nothing: every row is read each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from casectl.core.query.columns import Choice, everything
from casectl.core.query.prefilter import Prefilter
from casectl.core.values.errors import Unreadable
from casectl.ports import IndexRow, Store


class FakeIndex:
    """The rows of a store's files, as any index must give them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def rows(
        self,
        folder: str,
        reader: Callable[[str, bytes], Mapping[str, object]],
        choice: Choice = everything,
        prefilter: Prefilter | None = None,
        *,
        trust_folder_times: bool = False,
    ) -> list[IndexRow]:
        """A row for each ``*.yaml`` below `folder`, by path."""
        return [self._row(path, reader) for path in self._store.paths(folder)]

    def _row(self, path: str, reader: Callable[[str, bytes], Mapping[str, object]]) -> IndexRow:
        try:
            return IndexRow(path, json.loads(json.dumps(dict(reader(path, self._store.read(path) or b"")))))
        except Unreadable as error:
            return IndexRow(path, None, str(error))
