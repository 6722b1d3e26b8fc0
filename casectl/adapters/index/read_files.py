"""Reading the case files that changed, each into its index line; many of them in several processes."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from casectl.adapters.index.line_tests import marked
from casectl.adapters.index.pages import CASE, DISTRUSTED, OTHER, UNREADABLE
from casectl.adapters.index.scan import cannot_read, content
from casectl.adapters.system.interrupts import be_ended
from casectl.adapters.system.second_process import is_worth_it, processors
from casectl.core.query.columns import IndexColumns
from casectl.core.values.errors import Unreadable

Reader = Callable[[str, bytes], Mapping[str, object]]
CellsOf = Callable[[Mapping[str, object]], IndexColumns]
Progress = Callable[[int, int], None]

NO_CELLS = IndexColumns({}, {})
_MANY = 200
"""The least number of files for which several processes are started."""
_BATCH = 50


class Seen(NamedTuple):
    """The result of reading one file: kind, stamp, line (digest, facts, trouble, mark) and index columns."""

    path: str
    kind: int
    stamp: int
    line: bytes
    cells: IndexColumns


class CaseFileReader(NamedTuple):
    """How files below `root` are read: `reader` gives the facts, `columns` the index columns of these."""

    root: Path
    reader: Reader
    cells: CellsOf

    def at(self, path: str, known: bytes = b"") -> Seen:
        """Read one file; `known` is its line so far, which is kept if the content is the same. Raises nothing."""
        try:
            found = content(f"{self.root}/{path}")
        except FileNotFoundError:
            return Seen(path, OTHER, DISTRUSTED, b"", NO_CELLS)
        except OSError as error:
            return Seen(path, UNREADABLE, DISTRUSTED, line_of("", None, str(cannot_read(path, error))), NO_CELLS)
        if known and (kept := json.loads(known))[0] == found.digest:
            return self._seen(path, found.stamp, known, kept[1])
        try:
            facts = self.reader(path, found.data)
        except Unreadable as error:
            return self._seen(path, found.stamp, line_of(found.digest, None, str(error)), None)
        return self._seen(path, found.stamp, line_of(found.digest, facts, ""), facts)

    def _seen(self, path: str, stamp: int, line: bytes, facts: Mapping[str, object] | None) -> Seen:
        if facts is None:
            return Seen(path, UNREADABLE, stamp, line, NO_CELLS)
        return Seen(path, CASE, stamp, line, self.cells(facts))

    def at_all(self, known: Mapping[str, bytes], progress: Progress) -> Iterator[Seen]:
        """Read all these files, in any order; `known` maps each path to its line so far, or b""."""
        paths = list(known.items())
        if is_worth_it(len(paths), _MANY):
            found = self._by_several(paths, processors())
        else:
            found = (self.at(path, line) for path, line in paths)
        for done, seen in enumerate(found):
            if done % _BATCH == 0:
                progress(done, len(paths))
            yield seen
        if paths:
            progress(len(paths), len(paths))

    def _by_several(self, paths: Sequence[tuple[str, bytes]], workers: int) -> Iterator[Seen]:
        from multiprocessing import get_context

        yield self.at(*paths[0])  # loads the parser, once for all processes
        batches = [paths[start : start + _BATCH] for start in range(1, len(paths), _BATCH)]
        _Worker.look = self
        with get_context("fork").Pool(workers, _Worker.begin) as pool:
            for batch in pool.imap_unordered(_Worker.run, batches):
                yield from batch


class _Worker:
    """What a forked process finds in its memory."""

    look: CaseFileReader

    @staticmethod
    def begin() -> None:
        """Turn off garbage collection, since cases leave no cycles, and let the pool end this process."""
        be_ended()
        gc.disable()

    @staticmethod
    def run(batch: Sequence[tuple[str, bytes]]) -> list[Seen]:
        return [_Worker.look.at(path, line) for path, line in batch]


def no_cells(facts: Mapping[str, object]) -> IndexColumns:
    """No index columns, for an index that is never asked to choose."""
    return NO_CELLS


def untold(done: int, total: int) -> None:
    """Progress that is not shown."""


def line_of(digest: str, facts: Mapping[str, object] | None, trouble: str) -> bytes:
    """A line as the index keeps it. Facts are always decoded from lines, so they are the same from file and index."""
    text = json.dumps([digest, facts, trouble], ensure_ascii=False, separators=(",", ":"))
    return marked(text.encode("utf-8", "surrogatepass"))
