"""The recorded versions of case files, each read once while it is near; one that only grew is not read anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from casectl.adapters.yaml import quick as yaml_quick
from casectl.core.case.compose import read_case, read_grown
from casectl.core.case.model import Case
from casectl.core.values.messages import RepositoryError, Unreadable
from casectl.core.values.tree import Source
from casectl.ports.recording import Ledger

_KEPT = 64
"""How many versions are kept: commits that follow each other mostly concern a few cases."""
_JOURNAL = b"\njournal:\n"
_ITEM = b"  - id: "
_NOTHING = b"", None
_MOST_ADDED = 1 << 20
"""So many bytes more than the version before a file has at most to be read by what was added; a larger part is not
copied to look at it."""


class RecordedCases:
    """The case versions of a ledger; `parse` is the strict reader."""

    def __init__(self, ledger: Ledger, parse: Callable[[str, bytes], Source]) -> None:
        self._ledger, self._parse = ledger, parse
        self._ready: dict[str, bytes | None] = {}
        self._kept: OrderedDict[tuple[str, str], tuple[bytes, Case | None]] = OrderedDict()

    def prepare(self, blobs: Iterable[str]) -> None:
        """Read these contents together, which will be asked for next."""
        wanted = [*filter(None, dict.fromkeys(blobs))]
        self._ready = dict(zip(wanted, self._ledger.by_ids(wanted), strict=True))

    def case(self, path: str, blob: str, before: str = "") -> Case | None:
        """The case with this content; None if there is none ("") or it cannot be read.

        It is read faster where it is the content `before` with more events. Raises RepositoryError for damage.
        """
        if not blob:
            return None
        if (path, blob) not in self._kept:
            data = self._ready[blob] if blob in self._ready else self._ledger.by_id(blob)
            self._kept[path, blob] = (data, self._case(path, data, before)) if data is not None else _NOTHING
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[path, blob][1]

    def is_here(self, blob: str) -> bool:
        """Whether this clone has the content."""
        return (self._ready[blob] if blob in self._ready else self._ledger.by_id(blob)) is not None

    def _case(self, path: str, data: bytes, before: str) -> Case | None:
        old_data, old = self._kept.get((path, before), _NOTHING)
        try:
            grown = _grown(path, old_data, data) if old else None
            if old and grown:
                return read_grown(old, grown)
            tree = yaml_quick.read(data)
            return read_case(Source(path, tree, data=data) if tree is not None else self._parse(path, data))
        except RepositoryError:
            raise
        except Unreadable:
            return None


def _grown(path: str, old: bytes, new: bytes) -> Source | None:
    """The header and the added events of a file whose journal only grew; None for any other file.

    What stands before the journal has the layout that casectl writes, with one meaning for every reader, and all that
    follows is indented as a list: so the journal is the one that is compared here byte by byte.
    """
    if len(new) > len(old) + _MOST_ADDED:
        return None
    start, end = new.find(_JOURNAL) + 1, old.find(_JOURNAL) + 1
    journal = old[end:]
    if not (start and end and new.startswith(journal, start) and _is_list(journal)):
        return None
    added = new[start + len(journal) :]
    head, more = yaml_quick.read(new[:start]), yaml_quick.read(_JOURNAL[1:] + added) if added else {}
    if head is None or "journal" in head or more is None or [*more] != ["journal"][: bool(added)]:
        return None
    if added and not added.startswith(_ITEM):
        return None
    return Source(path, {**head, **more}, data=new)


def _is_list(journal: bytes) -> bool:
    """Whether all lines below ``journal:`` are indented, and the first begins an item."""
    lines = journal.count(b"\n")
    return journal.startswith(_JOURNAL[1:] + _ITEM) and journal.endswith(b"\n") and journal.count(b"\n  ") == lines - 1
