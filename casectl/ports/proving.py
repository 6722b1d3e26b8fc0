"""What proving a record needs from outside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from casectl.core.proof.seal import Seal, SealTag
from casectl.core.values.value_class import value_class
from casectl.ports.recording import Identity


@value_class
class Bundle:
    """A git bundle; of the commits in `cut` it has no parents, as git's own file ``shallow`` says it."""

    data: bytes
    cut: tuple[str, ...]


class Bundles(Protocol):
    """git: parts of a history that somebody without the repository can check."""

    def prepare(self) -> None:
        """Have it noted, where a history is long, what each commit changed: a case's commits are found by that."""
        ...

    def bundle(self, commit: str, ref: str, touching: Sequence[str], paths: Sequence[str]) -> Bundle:
        """A git bundle of the commits from the oldest of `touching` up to `commit`.

        Of the files of those in `touching`, of their parents and of `commit`, it has those at `paths`; no others. Made
        again from the same commit it has the same bytes. Raises RepositoryError.
        """
        ...


class PackFiles(Protocol):
    """The files of a pack that is open for reading."""

    def names(self) -> list[str]:
        """The names of all files, sorted."""
        ...

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a file, piece by piece. Raises Unreadable if it is damaged."""
        ...

    def read(self, name: str) -> bytes | None:
        """The content of a file, None if there is none. Raises Unreadable for one that is damaged or too large."""
        ...


class Seals(Protocol):
    """git: the tags that seal a commit, and whether a commit is still part of a branch's history."""

    def all(self) -> list[SealTag]:
        """Every tag that is called as a seal, by name."""
        ...

    def add(self, seal: Seal, by: Identity) -> bool:
        """Make the tag, signed where the user's settings name a key; whether it was signed.

        The caller holds the ledger's lock. Raises RepositoryError.
        """
        ...

    def chain(self, head: str) -> Iterator[str]:
        """Every commit up to `head`, newest first, each read and compared with its id. Raises RepositoryError."""
        ...

    def lost(self, commit: str, head: str) -> list[str] | None:
        """The commits up to `commit` that `head` has not, oldest first; None if the commit is not here at all."""
        ...
