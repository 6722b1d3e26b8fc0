"""What exchanging a casebook with another repository needs from outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple, value_class
from casectl.ports.recording import Head, Store

FILES = ("100644", "100755")
"""git's modes of plain files."""


class Entry(NamedTuple):
    """What a commit has at a path: git's mode, and the id of the content."""

    mode: str
    blob: str


@value_class
class Upstream:
    """Where a branch is shared: the remote's name and its branch; `address` has no password in it."""

    remote: str
    branch: str
    address: str

    @property
    def name(self) -> str:
        """As git calls it: ``origin/main``."""
        return f"{self.remote}/{self.branch}"


@value_class
class Fetched:
    """The commit that the other side's branch has ("": it has no branch yet), and the one that it had last, as far as
    this clone has seen ("": never); `others` are the branches that it has besides.
    """

    commit: str
    seen: str
    others: tuple[str, ...] = ()


@value_class
class Union:
    """A merge to be made: our commit and theirs; what it has otherwise than ours, by path, as what they have, as new
    content, or None for no file; the subject and the time (aware) of the commit.
    """

    ours: str
    theirs: str
    changes: Mapping[str, Entry | bytes | None]
    subject: str
    at: datetime


class Exchange(Protocol):
    """git: another repository with the same casebook, and what comes from it."""

    def upstream(self, ref: str, remote: str, branch: str) -> Upstream:
        """Where the branch `ref` is shared; `remote` and `branch` say it, if they are not "".

        Raises RepositoryError if nothing says it, Refused for an address that holds a password or runs a program.
        """
        ...

    def fetch(self, upstream: Upstream) -> Fetched:
        """Bring what the other side has. Nothing that is named here changes until `keep`.

        Raises RepositoryError if the other side cannot be reached, or does not answer as a repository.
        """
        ...

    def keep(self, upstream: Upstream, commit: str, at: datetime) -> None:
        """Remember that the other side had this commit then."""
        ...

    def push(self, upstream: Upstream, commit: str) -> bool:
        """Give the commit to the other side; False if its branch has moved on meanwhile. It is never forced.

        Raises Refused if the other side refuses, RepositoryError if it cannot be reached.
        """
        ...

    def wait(self, attempt: int) -> None:
        """Wait a moment, of a length by chance that grows with the attempts, so that others get through too."""
        ...

    def bases(self, one: str, other: str) -> list[str]:
        """The commits in which two histories parted; none if they have nothing in common."""
        ...

    def differing(self, one: str, other: str) -> dict[str, tuple[Entry | None, Entry | None]]:
        """What two commits ("": none) have otherwise, by path; None where there is no file."""
        ...

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """What a commit has at these paths."""
        ...

    def staged(self, paths: Iterable[str]) -> dict[str, str]:
        """The contents of these paths in git's index, by their ids."""
        ...

    def unite(self, union: Union) -> str:
        """Make the commit of a merge; no branch moves. Signed if git is configured so. Raises RepositoryError."""
        ...

    def recover(self, store: Store) -> list[Message]:
        """Lay out what an interrupted exchange took; the caller holds the lock. Returns what to report."""
        ...

    def advance(self, head: Head, commit: str) -> list[str]:
        """Move the branch from `head` on to a commit that has `head` in its history; returns the paths of the files
        that are to be laid out.

        The caller holds the lock. Raises BranchMoved, RepositoryError.
        """
        ...


class Merging(Protocol):
    """git in the midst of a merge."""

    def is_unfinished(self) -> bool:
        """Whether it is in one, and waits for files to be settled."""
        ...

    def sides(self, path: str) -> tuple[bytes | None, bytes | None, bytes | None]:
        """The file as it was where the two parted, as our side has it and as theirs; None where git has no such."""
        ...

    def settle(self, path: str, data: bytes) -> None:
        """Tell git that this is the file's content. Raises RepositoryError."""
        ...
