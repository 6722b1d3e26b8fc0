"""Where the law of a casebook began: what was recorded before is only noted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from casectl.adapters.index.sealed_file import SealedFile
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.values.errors import RepositoryError
from casectl.ports import Ledger

_SEED = 1
"""Raised when the file has another form."""


def law_came_first(ledger: Ledger, settings: Callable[[str], Casebook | None], kept: Path) -> bool:
    """Whether the first settings that were ever committed had the law; `settings` reads a version of them.

    The answer is kept with the commit of these settings, since going through the history takes long. What
    a partial clone left out is taken for no law; raises RepositoryError for damage.
    """
    file = SealedFile(kept)
    with suppress(UnicodeError):
        commit, _, answer = bytes(file.read(_SEED) or b"").decode("ascii").partition(" ")
        if commit and ledger.commit_named(commit):
            return answer == "yes"
    try:
        first = next((each for each in ledger.history(SETTINGS) if each.after is not None), None)
    except RepositoryError:
        if ledger.is_partial():  # the older settings were left out, and their server is not there
            return False
        raise
    book = settings(ledger.blob_id(first.after)) if first and first.after is not None and not first.cut else None
    answer = "yes" if book and book.law else "no"
    if first:
        with suppress(OSError):
            kept.parent.mkdir(mode=0o700, exist_ok=True)
            file.write(f"{first.commit} {answer}".encode("ascii"), _SEED)
    return answer == "yes"
