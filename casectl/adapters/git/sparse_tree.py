"""Sparse checkouts: recorded files that are not on disk, read from HEAD as if they were.

git marks such files itself (skip-worktree). Writing one checks it out. Nothing here is loaded for an ordinary checkout.
A partial clone may lack their contents, and reading never fetches: those cannot be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from casectl.adapters.git.ledger import GitLedger
from casectl.core.query.selection import EVERYTHING, IndexAnswer, IndexRow, Selection
from casectl.core.values.messages import CasectlError, LeftOut, msg
from casectl.ports.recording import Index, Store


class SparseTree:
    """The `Store` of a sparse checkout: what is on disk, and what git left out."""

    def __init__(self, on_disk: Store, ledger: GitLedger) -> None:
        self._on_disk = on_disk
        self._ledger = ledger

    @cached_property
    def _left_out(self) -> Mapping[str, str]:
        return self._ledger.left_out()

    @cached_property
    def _not_fetched(self) -> frozenset[str]:
        return self._ledger.not_fetched()

    def paths(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Every file below a folder whose name ends so, on disk or left out, sorted."""
        return sorted({*self._on_disk.paths(folder, ending), *self.hidden(folder, ending)})

    def on_disk(self, folder: str) -> list[str]:
        """Every ``*.yaml`` below a folder that is on disk."""
        return self._on_disk.paths(folder)

    def hidden(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Every file below a folder whose name ends so, and that git left out, sorted."""
        return sorted(path for path in self._left_out if path.startswith(f"{folder}/") and path.endswith(ending))

    def has(self, path: str) -> bool:
        """Whether there is something of that name, on disk or left out."""
        return self._on_disk.has(path) or path in self._left_out

    def read(self, path: str) -> bytes | None:
        """The content on disk, else that in HEAD if git left the file out; None if there is no such file.

        Raises Unreadable as the disk's store does, and if this clone lacks it; RepositoryError for damage.
        """
        data = self._on_disk.read(path)
        if data is not None or path not in self._left_out:
            return data
        if self._left_out[path] in self._not_fetched:
            raise _not_here(path)
        return self._ledger.blob(path)

    def write_many(
        self, files: Iterable[tuple[str, bytes | None]], may_replace: Callable[[str], bool] = lambda _: True
    ) -> None:
        """As `Store.write_many`; a file that was left out is then on disk."""
        self._on_disk.write_many(files, may_replace)

    def remove(self, path: str) -> None:
        """Remove the file from disk, if it is there."""
        self._on_disk.remove(path)


class SparseIndex:
    """The `Index` of a sparse checkout: the rows of what is on disk, and of what git left out."""

    def __init__(self, on_disk: Index, tree: SparseTree) -> None:
        self._on_disk = on_disk
        self._tree = tree

    def find(
        self,
        folder: str,
        reader: Callable[[str, bytes], Mapping[str, object]],
        wanted: Selection = EVERYTHING,
        *,
        trust_folder_times: bool = False,
    ) -> IndexAnswer:
        """A row for each ``*.yaml`` below `folder`; files left out of the checkout are read each time."""
        hidden = self._tree.hidden(folder)
        whole = wanted._replace(limit=None) if hidden else wanted
        found = self._on_disk.find(folder, reader, whole, trust_folder_times=trust_folder_times)
        there = set(self._tree.on_disk(folder)) if hidden else set()
        rows = found.rows + [self._row(path, reader) for path in hidden if path not in there]
        return IndexAnswer(sorted(rows, key=lambda row: row.path)) if hidden else found

    def _row(self, path: str, reader: Callable[[str, bytes], Mapping[str, object]]) -> IndexRow:
        try:
            return IndexRow(path, reader(path, self._tree.read(path) or b""))
        except CasectlError as error:
            return IndexRow(path, None, str(error))


def _not_here(path: str) -> LeftOut:
    folder = path.rpartition("/")[0]
    return LeftOut(
        msg(
            "{path} was left out when this clone was made; git sparse-checkout add {folder} gets it from the remote",
            path=path,
            folder=folder,
        )
    )
