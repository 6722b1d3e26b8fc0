"""What archiving needs from outside: the repository to which closed cases go."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from casectl.core.case.archived import ArchivedCase


class Archive(Protocol):
    """The archive of a casebook: a casebook itself, with the cases that were taken out of this one, and its history."""

    def keep(self, ids: Collection[str], commit: str) -> str:
        """Have these cases as a commit of the casebook has them, their attachments and its rules; the archive's commit.

        Doing it again changes nothing. Raises Refused for the archive of another casebook, RepositoryError; then
        the archive is as it was.
        """
        ...

    def behind(self, cases: Iterable[ArchivedCase]) -> str:
        """A commit of the archive that one of the cases names and this copy of it does not have; "" for none."""
        ...

    def lacking(self, cases: Iterable[ArchivedCase]) -> list[ArchivedCase]:
        """Those of the cases that it does not have as they went there, but for those that it is `behind` with."""
        ...
