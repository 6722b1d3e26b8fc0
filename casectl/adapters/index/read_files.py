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
from casectl.adapters.system.interrupts import restore_sigterm
from casectl.adapters.system.second_process import is_worth_it, processors
from casectl.core.query.columns import IndexColumns
from casectl.core.values.errors import Unreadable

Reader = Callable[[str, bytes], Mapping[str, object]]
ColumnsOf = Callable[[Mapping[str, object]], IndexColumns]
Progress = Callable[[int, int], None]

NO_COLUMNS = IndexColumns({}, {})
_MANY = 200
"""The least number of files for which several processes are started."""
_BATCH = 50


class FileReading(NamedTuple):
    """The result of reading one file: kind, stamp, line (digest, facts, trouble, mark) and index columns."""

    path: str
    kind: int
    stamp: int
    line: bytes
    columns: IndexColumns


class CaseFileReader(NamedTuple):
    """How files below `root` are read: `reader` gives the facts, `columns` the index columns of these."""

    root: Path
    reader: Reader
    columns: ColumnsOf

    def read_file(self, path: str, known: bytes = b"") -> FileReading:
        """Read one file; `known` is its line so far, which is kept if the content is the same. Raises nothing."""
        try:
            found = content(f"{self.root}/{path}")
        except FileNotFoundError:
            return FileReading(path, OTHER, DISTRUSTED, b"", NO_COLUMNS)
        except OSError as error:
            return FileReading(
                path, UNREADABLE, DISTRUSTED, encode_line("", None, str(cannot_read(path, error))), NO_COLUMNS
            )
        if known and (kept := json.loads(known))[0] == found.digest:
            return self._reading(path, found.stamp, known, kept[1])
        try:
            facts = self.reader(path, found.data)
        except Unreadable as error:
            return self._reading(path, found.stamp, encode_line(found.digest, None, str(error)), None)
        return self._reading(path, found.stamp, encode_line(found.digest, facts, ""), facts)

    def _reading(self, path: str, stamp: int, line: bytes, facts: Mapping[str, object] | None) -> FileReading:
        if facts is None:
            return FileReading(path, UNREADABLE, stamp, line, NO_COLUMNS)
        return FileReading(path, CASE, stamp, line, self.columns(facts))

    def read_all(self, known: Mapping[str, bytes], progress: Progress) -> Iterator[FileReading]:
        """Read all these files, in any order; `known` maps each path to its line so far, or b""."""
        paths = list(known.items())
        if is_worth_it(len(paths), _MANY):
            found = self._in_processes(paths, processors())
        else:
            found = (self.read_file(path, line) for path, line in paths)
        for done, seen in enumerate(found):
            if done % _BATCH == 0:
                progress(done, len(paths))
            yield seen
        if paths:
            progress(len(paths), len(paths))

    def _in_processes(self, paths: Sequence[tuple[str, bytes]], workers: int) -> Iterator[FileReading]:
        from multiprocessing import get_context

        yield self.read_file(*paths[0])  # loads the parser, once for all processes
        batches = [paths[start : start + _BATCH] for start in range(1, len(paths), _BATCH)]
        _Worker.case_reader = self
        with get_context("fork").Pool(workers, _Worker.start) as pool:
            for batch in pool.imap_unordered(_Worker.run, batches):
                yield from batch


class _Worker:
    """What a forked process finds in its memory."""

    case_reader: CaseFileReader

    @staticmethod
    def start() -> None:
        """Turn off garbage collection, since cases leave no cycles, and let the pool end this process."""
        restore_sigterm()
        gc.disable()

    @staticmethod
    def run(batch: Sequence[tuple[str, bytes]]) -> list[FileReading]:
        return [_Worker.case_reader.read_file(path, line) for path, line in batch]


def no_columns(facts: Mapping[str, object]) -> IndexColumns:
    """No index columns, for an index that is never asked to choose."""
    return NO_COLUMNS


def no_progress(done: int, total: int) -> None:
    """Progress that is not shown."""


def encode_line(digest: str, facts: Mapping[str, object] | None, trouble: str) -> bytes:
    """A line as the index keeps it. Facts are always decoded from lines, so they are the same from file and index."""
    text = json.dumps([digest, facts, trouble], ensure_ascii=False, separators=(",", ":"))
    return marked(text.encode("utf-8", "surrogatepass"))
