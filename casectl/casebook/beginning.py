"""What a casebook was from the beginning: whether it had its law, before which all is only noted; and a rehearsal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.files.sealed_file import SealedFile
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.values.messages import RepositoryError
from casectl.core.values.value_class import NamedTuple

if TYPE_CHECKING:  # a list of a rehearsal asks here each time
    from casectl.ports.recording import Ledger

_SEED = 3
"""Raised when the file has another form."""


class Beginning(NamedTuple):
    """What the first settings that were ever committed say; of settings that are not here, only the present ones can
    say whether it is a rehearsal.
    """

    has_law: bool = False
    may_be_rehearsal: bool = True


class KeptBeginning:
    """What the first settings of a casebook say, kept in a file, since going through the history takes long.

    `tip` is the commit of the branch that is checked out ("" if that is not known). While it is the one for which the
    answer was found, `known` has the answer without asking git; otherwise that is None.
    """

    def __init__(self, kept: Path, tip: str) -> None:
        self._path, self._file, self._tip = kept, SealedFile(kept), tip
        self._first = ""
        self.known: Beginning | None = None
        with suppress(UnicodeError, ValueError):
            at, self._first, law, rehearsal = bytes(self._file.read(_SEED) or b"").decode("ascii").split()
            self._answer = Beginning(law == "yes", rehearsal == "yes")
            self.known = self._answer if at == tip else None

    def found(self, ledger: Ledger, settings: Callable[[str], Casebook | None]) -> Beginning:
        """The answer by git: that of the file as long as the first settings are here; `settings` reads a version of
        them. Of what a partial clone left out nothing is known; raises RepositoryError for damage.
        """
        if self._first and ledger.commit_named(self._first):
            self._keep(self._first, self._answer)
            return self._answer
        try:
            first = next((each for each in ledger.history(SETTINGS) if each.after is not None), None)
        except RepositoryError:
            if ledger.is_partial():  # the older settings were left out, and their server is not there
                return Beginning()
            raise
        book = settings(ledger.blob_id(first.after)) if first and first.after is not None and not first.cut else None
        found = Beginning(bool(book.law), book.rehearsal) if book else Beginning()
        if first:
            self._keep(first.commit, found)
        return found

    def _keep(self, first: str, found: Beginning) -> None:
        words = (self._tip or "unknown", first, *("yes" if each else "no" for each in found))
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            self._file.write(" ".join(words).encode("ascii"), _SEED)
