"""The index: facts about every case file in the work tree, reading only the files that changed.

A file is unchanged if its stamp (times, size, inode, permissions) is the same as when it was read. That proves nothing
about a file written within the clock's granularity of being read, so such an entry is kept without a stamp and compared
by content next time (git's racy-clean rule). Facts from the file and from the index are the same: both have been
through JSON. Nothing here writes to the casebook's own files.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Mapping, Set
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.index.line_tests import LineTest, line_test
from casectl.adapters.index.outdated_page import OutdatedPage
from casectl.adapters.index.pages import CASE, DISTRUSTED, EMPTY, FOLDER, UNREADABLE, Line, Page
from casectl.adapters.index.prefiltered_lines import prefiltered_lines
from casectl.adapters.index.read_files import (
    CaseFileReader,
    ColumnsOf,
    FileReading,
    Progress,
    Reader,
    no_columns,
    no_progress,
)
from casectl.adapters.index.scan import FolderListing, cannot_read, folder_stamp, listing
from casectl.adapters.system.second_process import in_fork, is_worth_it
from casectl.core.query.columns import Choice, IndexRow, everything
from casectl.core.query.prefilter import Prefilter
from casectl.core.values.messages import Message

if TYPE_CHECKING:
    from casectl.adapters.index.file import IndexFile


_NO_FACTS = b",null,"
_MANY_FILES = 4000
"""The least number of files for which a second process compares half of them; it starts within a millisecond."""


class SqliteIndex:
    """The index of the casebook at `root`, kept in `file`; `version` names the meaning of the reader's facts.

    `columns` gives the index columns of a case; `progress` is called with how many of how many files have been read.
    """

    def __init__(
        self,
        root: Path,
        file: Path,
        version: str,
        columns: ColumnsOf = no_columns,
        progress: Progress | None = None,
    ) -> None:
        self._root = root
        self._file = file
        self._version = version
        self._columns = columns
        self._progress = progress or no_progress

    def rows(
        self,
        folder: str,
        reader: Reader,
        choice: Choice = everything,
        prefilter: Prefilter | None = None,
        *,
        trust_folder_times: bool = False,
    ) -> list[IndexRow]:
        """A row for each regular ``*.yaml`` below `folder` that is chosen, by path; dot-names and links are left out.

        `reader` is called only for files that changed. Where it raises Unreadable, or a file or folder cannot be read,
        the row has the trouble instead of facts, whatever the choice. A missing, broken or busy index file is never an
        error. With `trust_folder_times`, a folder in which no name was added, removed or replaced counts as unchanged.
        """
        reading = _Reading(
            self._open(), CaseFileReader(self._root, reader, self._columns), self._progress, trust_folder_times
        )
        reading.walk(folder)
        reading.read_changed()
        rows = reading.rows(choice, prefilter)
        reading.save(folder)
        return rows

    def _open(self) -> IndexFile | None:
        try:
            from casectl.adapters.index.file import IndexFile
        except ImportError:  # Python built without SQLite
            return None
        return IndexFile(self._file, self._version)


class _Reading:
    """One use of the index: first the folders, then the files that changed, then the rows that are wanted."""

    def __init__(
        self, file: IndexFile | None, look: CaseFileReader, progress: Progress, trust_folder_times: bool
    ) -> None:
        self._file = file
        self._reader = look
        self._progress = progress
        self._trust_folder_times = trust_folder_times
        self._known = file.pages() if file else {}
        self._pages: dict[str, Page] = {}
        self._outdated: dict[str, OutdatedPage] = {}
        self._troubles: dict[str, Message] = {}
        self._lines: dict[str, bytes] = {}
        self._changed: dict[str, bytes] = {}

    def walk(self, folder: str) -> None:
        """Compare every folder with its page; where there are many files, a second process compares half of them."""
        delegated = self._half_of_files(folder)
        answer = in_fork(lambda: bytes(map(self._is_unchanged, delegated))) if delegated else bytes
        left = self._visit([folder], frozenset(delegated), frozenset())
        unchanged = frozenset(here for here, same in zip(delegated, answer(), strict=False) if same)
        self._visit(left, frozenset(), unchanged)

    def _half_of_files(self, folder: str) -> list[str]:
        """Folders known to hold half of the files, if there are enough for a second process."""
        sizes = {here: len(page.kinds) for here, page in self._known.items() if here.startswith(folder)}
        whole = sum(sizes.values())
        if self._trust_folder_times or not is_worth_it(whole, _MANY_FILES):
            return []
        before = accumulate(sizes.values(), initial=0)
        return [here for here, files in zip(sizes, before, strict=False) if files < whole // 2]

    def _is_unchanged(self, here: str) -> bool:
        page = self._known[here]
        try:
            found = listing(self._reader.root / here)
        except OSError:
            return False
        return _is_current(page, found)

    def _seems_unchanged(self, here: str, page: Page) -> bool:
        try:
            return self._trust_folder_times and page.own == folder_stamp(self._reader.root / here) != DISTRUSTED
        except OSError:
            return False

    def _visit(self, folders: list[str], delegated: Set[str], unchanged: Set[str]) -> list[str]:
        """Compare these folders and all below, except `delegated`, which are returned, and the `unchanged`."""
        left: list[str] = []
        while folders:
            here = folders.pop()
            if here in delegated:
                left.append(here)
            else:
                page = self._pages[here] = self._known.get(here, EMPTY)
                below = page.of_kind(FOLDER) if here in unchanged else self._compare(here, page)
                folders += [f"{here}/{name}" for name in below]
        return left

    def _compare(self, here: str, page: Page) -> Iterable[str]:
        """The names of the folders in it; records the page as outdated if anything has changed."""
        if self._seems_unchanged(here, page):
            return page.of_kind(FOLDER)
        try:
            found = listing(self._reader.root / here)
        except OSError as error:
            del self._pages[here]
            if not isinstance(error, FileNotFoundError):
                self._troubles[here] = cannot_read(here, error)
            return ()
        if _is_current(page, found):
            return page.of_kind(FOLDER)
        outdated = self._outdated[here] = OutdatedPage(found, page, self._reader.root / here)
        return outdated.folders()

    def read_changed(self) -> None:
        """Read the files that changed, and update the pages."""
        wanted = {
            f"{here}/{outdated.names[row]}": (here, row)
            for here, outdated in self._outdated.items()
            for row in outdated.files
        }
        sealed = {path: self._seal_before(path) for path in wanted} if self._known else {}
        kept = self._file.lines(sealed) if self._file else {}
        before = {path: kept.get(path, b"") for path in wanted}
        for seen in self._reader.read_all(before, self._progress):
            here, row = wanted[seen.path]
            self._outdated[here].fresh[row] = self._line_of(seen, before[seen.path])
        for here, outdated in self._outdated.items():
            self._pages[here] = outdated.page.revised(outdated.names, outdated.kept_rows, outdated.fresh)._replace(
                own=outdated.own
            )

    def _seal_before(self, path: str) -> int:
        here, _, name = path.rpartition("/")
        return self._outdated[here].seal_before(name)

    def _line_of(self, seen: FileReading, before: bytes) -> Line:
        self._lines[seen.path] = seen.line
        if seen.line and seen.line != before:
            self._changed[seen.path] = seen.line
        seal = self._file.seal(seen.path, seen.line) if self._file else 0
        return Line(seen.kind, seen.stamp, seal, seen.columns)

    def rows(self, choice: Choice, prefilter: Prefilter | None) -> list[IndexRow]:
        """The rows of the choice that pass the prefilter, and all that could not be read."""
        passes = partial(_passes, line_test(prefilter)) if prefilter else bool
        wanted = {
            f"{here}/{name}": seal for here, page in self._pages.items() for name, seal in page.chosen(choice)
        }  # fmt: skip
        missing = {path: seal for path, seal in wanted.items() if path not in self._lines}
        kept: dict[str, bytes] = {}
        if self._file:
            kept = prefiltered_lines(self._file, missing, passes) if prefilter else self._file.lines(missing)
        self._read_missing([path for path in missing if path not in kept])
        fresh = {path: line for path, line in self._lines.items() if path in wanted and passes(line)}
        rows = [IndexRow(path, None, str(trouble)) for path, trouble in self._troubles.items()]
        rows += _decoded({path: line for path, line in kept.items() if line} | fresh)
        return sorted(rows, key=lambda row: row.path)

    def _read_missing(self, paths: list[str]) -> None:
        """Read files whose page is current but whose line is missing from the index file."""
        fresh: dict[str, dict[str, Line]] = {}
        for seen in self._reader.read_all(dict.fromkeys(paths, b""), self._progress):
            here, _, name = seen.path.rpartition("/")
            fresh.setdefault(here, {})[name] = self._line_of(seen, b"")
        for here, lines in fresh.items():
            page = self._pages[here]
            names = page.listed()
            rows = {row: lines[name] for row, name in enumerate(names) if name in lines}
            self._pages[here] = page.revised(names, range(len(names)), rows)
            self._outdated.setdefault(
                here, OutdatedPage(FolderListing(names, page.stamps, page.own), page, self._reader.root)
            )

    def save(self, folder: str) -> None:
        """Write what changed into the index file."""
        asked = [here for here in self._known if here == folder or here.startswith(f"{folder}/")]
        gone = [path for here in asked for path in self._gone(here)]
        if self._file and (self._outdated or gone):
            self._file.save({here: self._pages[here] for here in self._outdated}, self._changed, gone)

    def _gone(self, here: str) -> Iterable[str]:
        before, now = self._known[here], self._pages.get(here, EMPTY)
        if now is before:
            return
        there = set(now.of_kind(CASE, UNREADABLE))
        yield from (f"{here}/{name}" for name in before.of_kind(CASE, UNREADABLE) if name not in there)
        if here not in self._pages:
            yield here


def _is_current(page: Page, found: FolderListing) -> bool:
    """Whether the page is what was found, the folder's own stamp included, unless that is too young."""
    return page.matches(found.names, found.stamps) and found.own in (DISTRUSTED, page.own)


def _passes(test: LineTest, line: bytes) -> bool:
    """Whether there is a line that passes the test, or one of a file that could not be read."""
    return bool(line) and (test(line) or line.startswith(_NO_FACTS, line.index(b",")))


def _decoded(lines: Mapping[str, bytes]) -> list[IndexRow]:
    """The rows of these lines; decoding all in one call is twice as fast as one each."""
    collecting = gc.isenabled()
    gc.disable()  # collecting while creating this many objects would double the time
    try:
        found = json.loads(b"[" + b",".join(lines.values()) + b"]")
        rows = [IndexRow(path, facts, trouble) for path, (_, facts, trouble, _) in zip(lines, found, strict=True)]
        gc.freeze()  # these objects live as long as the process: never scan them
    finally:
        if collecting:
            gc.enable()
    return rows
