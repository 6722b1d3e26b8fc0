"""What a casebook was from the beginning: whether it had its law, before which all is only noted; and a rehearsal."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from casectl.adapters.files.sealed_file import SealedFile
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.values.errors import RepositoryError
from casectl.ports.recording import Ledger

_SEED = 2
"""Raised when the file has another form."""


class Beginning(NamedTuple):
    """What the first settings that were ever committed say; of settings that are not here, only the present ones can
    say whether it is a rehearsal.
    """

    has_law: bool = False
    may_be_rehearsal: bool = True


def beginning(ledger: Ledger, settings: Callable[[str], Casebook | None], kept: Path) -> Beginning:
    """What the first settings of a casebook say; `settings` reads a version of them.

    The answer is kept with the commit of these settings, since going through the history takes long. Of what
    a partial clone left out nothing is known; raises RepositoryError for damage.
    """
    file = SealedFile(kept)
    with suppress(UnicodeError, ValueError):
        commit, law, rehearsal = bytes(file.read(_SEED) or b"").decode("ascii").split()
        if ledger.commit_named(commit):
            return Beginning(law == "yes", rehearsal == "yes")
    try:
        first = next((each for each in ledger.history(SETTINGS) if each.after is not None), None)
    except RepositoryError:
        if ledger.is_partial():  # the older settings were left out, and their server is not there
            return Beginning()
        raise
    book = settings(ledger.blob_id(first.after)) if first and first.after is not None and not first.cut else None
    found = Beginning(bool(book.law), book.rehearsal) if book else Beginning()
    if first:
        with suppress(OSError):
            kept.parent.mkdir(mode=0o700, exist_ok=True)
            file.write(" ".join([first.commit, *("yes" if each else "no" for each in found)]).encode("ascii"), _SEED)
    return found
