"""Reading the case files that changed: each to what the index keeps of it, many of them by several processes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from casectl.adapters.index.columns import Cells, cells_of, owed_of, rest_of, unreadable_cells
from casectl.adapters.index.scan import CASE, DISTRUSTED, OTHER, UNREADABLE, cannot_read, content
from casectl.adapters.system.second_process import is_worth_it, processors
from casectl.core.values.messages import Unreadable
from casectl.core.values.value_class import NamedTuple

Reader = Callable[[str, bytes], Mapping[str, object]]
Progress = Callable[[int, int], None]
Stored = tuple[Cells, bytes, Sequence[Cells]]

_MANY = 200
"""How many files are worth a second process."""
_BATCH = 50


class Kept(NamedTuple):
    """What the index keeps of a file so far: its kind, and the digest of its content."""

    kind: int
    digest: bytes


class Seen(NamedTuple):
    """What a look at one file gave: its kind, its stamp, what goes into the columns (None: as before), and the rest.

    `owed` are the rows of what is owed in the case.
    """

    path: str
    kind: int
    stamp: int
    cells: Cells | None = None
    rest: bytes = b""
    owed: Sequence[Cells] = ()


class CaseFileReader(NamedTuple):
    """How files below `root` are read: `reader` gives the facts."""

    root: Path
    reader: Reader

    def read_file(self, path: str, kept: Kept | None = None) -> Seen:
        """What the file holds; with the same content as was `kept`, it is as before."""
        try:
            found = content(f"{self.root}/{path}")
        except FileNotFoundError:
            return Seen(path, OTHER, DISTRUSTED)
        except OSError as error:
            return Seen(path, UNREADABLE, DISTRUSTED, self.trouble(b"", str(cannot_read(path, error))))
        if kept and kept.digest == found.digest:
            return Seen(path, kept.kind, found.stamp)
        try:
            return Seen(path, CASE, found.stamp, *self.kept(found.digest, self.reader(path, found.data)))
        except Unreadable as error:
            return Seen(path, UNREADABLE, found.stamp, self.trouble(found.digest, str(error)))

    def kept(self, digest: bytes, facts: Mapping[str, object]) -> Stored:
        """What is stored of a case: its columns, the rest of it, and what is owed in it."""
        return cells_of(digest, facts), rest_of(facts), owed_of(facts)

    def trouble(self, digest: bytes, why: str) -> Cells:
        """The columns of a file that cannot be read."""
        return unreadable_cells(digest, why)

    def rest(self, path: str) -> bytes:
        """What the index should have kept of a case, from its file. Raises Unreadable if it is none any more."""
        try:
            return rest_of(self.reader(path, content(f"{self.root}/{path}").data))
        except OSError as error:
            raise Unreadable(cannot_read(path, error)) from None

    def read_all(self, known: Mapping[str, Kept | None], progress: Progress) -> Iterator[Seen]:
        """What all these files hold, in any order."""
        paths = list(known.items())
        if is_worth_it(len(paths), _MANY):
            found = self._by_several(paths, processors())
        else:
            found = (self.read_file(path, kept) for path, kept in paths)
        for done, seen in enumerate(found):
            if done % _BATCH == 0:
                progress(done, len(paths))
            yield seen
        if paths:
            progress(len(paths), len(paths))

    def _by_several(self, paths: Sequence[tuple[str, Kept | None]], workers: int) -> Iterator[Seen]:
        from multiprocessing import get_context

        yield self.read_file(*paths[0])  # which loads the parser, once for all processes
        batches = [paths[start : start + _BATCH] for start in range(1, len(paths), _BATCH)]
        _Worker.look = self
        with get_context("fork").Pool(workers, _Worker.begin) as pool:
            for batch in pool.imap_unordered(_Worker.run, batches):
                yield from batch
            pool.close()  # the processes end by themselves: one that has not begun may still ignore SIGTERM
            pool.join()


class _Worker:
    """What a forked process finds in its memory."""

    look: CaseFileReader

    @staticmethod
    def begin() -> None:
        """Look for no garbage, since no case makes any, and end when the pool does."""
        from casectl.adapters.system.interrupts import restore_signals  # which most lists need not

        restore_signals()
        gc.disable()

    @staticmethod
    def run(batch: Sequence[tuple[str, Kept | None]]) -> list[Seen]:
        return [_Worker.look.read_file(path, kept) for path, kept in batch]


def no_progress(done: int, total: int) -> None:
    """The progress that nobody watches."""
