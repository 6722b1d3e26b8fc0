"""What casectl's actions need from outside: documents, ledger, store and index.

Each Protocol has an adapter in `casectl.adapters` and a fake in `tests.fakes`; one contract suite tests both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from casectl.core.query.selection import EVERYTHING, IndexAnswer, Selection
from casectl.core.values.messages import Message
from casectl.core.values.tree import Source, Tree
from casectl.core.values.value_class import value_class


class Documents(Protocol):
    """YAML text to trees and back, keeping the user's bytes."""

    def read(self, file: str, data: bytes) -> Source:
        """Read one strict document, with the place of every value.

        Raises Unreadable, naming line and column, for anything outside the profile: not UTF-8, a tag, an anchor, an
        alias, a directive, a second document, a duplicate key, too deep, too large, conflict markers, or a top level
        that is not a mapping.
        """
        ...

    def read_plain(self, file: str, data: bytes) -> Source | None:
        """As `read`, ten times as fast and without places, for a document in casectl's own layout.

        None for any other document, which may still be valid.
        """
        ...

    @property
    def schema_file(self) -> str:
        """Where a casebook keeps the JSON Schema of its case files, for editors to check them by."""
        ...

    def write(self, tree: Mapping[str, Tree], names_schema: bool = False) -> bytes:
        """A new document that reads as `tree`; no text in it can be read as a key, a number or a date.

        It was read back and is the same. With `names_schema` it is a case file, and tells editors where its schema is.
        Raises UsageError for what a document may not hold.
        """
        ...

    def edit(self, source: Source, tree: Mapping[str, Tree]) -> bytes:
        """A document that was read, changed in the fewest lines so that it reads as `tree`; every comment is kept.

        The result was read back and is `tree`. Raises Unreadable where that would lose anything, and as `write` does.
        """
        ...


@value_class
class Identity:
    """The person whom git names as the user."""

    name: str
    email: str


@value_class
class Head:
    """The branch that is checked out: `ref` such as ``refs/heads/main``, `commit` "" while it is unborn."""

    ref: str
    commit: str


@value_class
class DatedCommit:
    """A commit and its committer date (aware, UTC)."""

    commit: str
    at: datetime


@value_class
class Trailers:
    """What a commit says for programs, below its subject. How it is written is the ledger's affair.

    case       the id of the case whose events it records
    events     the ids of these events
    mapping    the name of the mapping by which it imports
    cases      how many cases it imports
    imported   how many events these have
    actor      who acted, by name; "" where the name cannot be written
    via        who recorded it in the actor's name
    rules      the paths of the rule files that it adopts
    wrote      who else wrote it, beside its author, as ``Name <address>``

    What does not apply is None. Values that somebody else wrote more than once are joined with a comma.
    """

    case: str | None = None
    events: tuple[str, ...] = ()
    mapping: str | None = None
    cases: int | None = None
    imported: int | None = None
    actor: str | None = None
    via: str | None = None
    rules: tuple[str, ...] = ()
    wrote: tuple[str, ...] = ()


@value_class
class Revision:
    """One commit that touched a path: the file before (in `parent`) and after; None where it did not exist.

    `cut` means that this clone lacks the commit's parents, so the content before is unknown. `met_at` is that of a
    `Commit`, where it was asked for.
    """

    commit: str
    parent: str
    author: Identity
    authored_at: datetime
    committer: Identity
    committed_at: datetime
    subject: str
    trailers: Trailers
    before: bytes | None
    after: bytes | None
    path: str
    cut: bool = False
    met_at: datetime | None = None


@value_class
class NewCommit:
    """A commit to make: the whole content of each file it changes; None removes the file.

    `subject` is one line for people, `trailers` are for programs.
    """

    files: Mapping[str, bytes | None]
    subject: str
    trailers: Trailers = Trailers()


class Ledger(Protocol):
    """git: what is recorded, by whom, and the one way to record more."""

    def identity(self) -> Identity:
        """The author that git would record. Raises RepositoryError if git has no name or email."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Hold the casebook's write lock. Raises RepositoryError naming the holder after some seconds of waiting."""
        ...

    def synced_at(self) -> datetime | None:
        """When this clone last exchanged what is recorded with another one; None if it never did."""
        ...

    def signs(self) -> bool:
        """Whether what is recorded will be signed. Raises RepositoryError if the repository chooses the program."""
        ...

    def head(self) -> Head:
        """The branch that is checked out. Raises RepositoryError in a state in which nothing may be recorded."""
        ...

    def commit_named(self, name: str) -> DatedCommit | None:
        """The commit of that name (an id, a branch, a tag, ``HEAD~3``); None if there is none."""
        ...

    def blob(self, path: str, commit: str = "HEAD") -> bytes | None:
        """The recorded content of a path in a commit; None if the commit does not have it."""
        ...

    def blobs(self, paths: Iterable[str], commit: str = "HEAD") -> Iterator[tuple[str, bytes | None]]:
        """The recorded content of many paths, in one pass; None for those the commit does not have."""
        ...

    def listed(self, folder: str, commit: str = "HEAD") -> dict[str, str]:
        """Every file below `folder` in a commit, with its blob id; empty if there is no such commit."""
        ...

    def files_in(self, folder: str, commit: str) -> Mapping[str, str]:
        """The name of everything right in a folder ("": the top) of a commit, with its id. Faster than `listed`."""
        ...

    def blob_id(self, data: bytes) -> str:
        """The id that git gives this content (to compare without reading)."""
        ...

    def by_id(self, blob_id: str) -> bytes | None:
        """Recorded content by its id; None if this clone does not have it (for example, if it is shallow)."""
        ...

    def by_ids(self, blob_ids: Iterable[str]) -> Iterator[bytes | None]:
        """Recorded contents by their ids, in order, in one pass; None for those that this clone does not have."""
        ...

    def record(self, head: Head, entries: Iterable[NewCommit], at: datetime) -> list[str]:
        """Commit the entries one after another on top of `head`, all or none, and move the branch to the last.

        Author and committer are those of git, both dated `at` (aware). Commits are signed if git is configured so.
        Returns the commit ids.

        Raises:
            BranchMoved: the branch is no longer at `head`; nothing is recorded.
            RepositoryError: git or the disk refused; nothing is recorded.
        """
        ...

    def check_out(
        self, files: Iterable[tuple[str, bytes | None]], head: str, store: Store, seen: Mapping[str, bytes]
    ) -> list[Message]:
        """Write what was just recorded as `head` into the work tree; None removes a file.

        A file that was changed since it was read is left as it is; the messages say which. `seen` holds what was read
        in files that differed from what was recorded.
        """
        ...

    def refresh(self, paths: Sequence[str], head: str) -> None:
        """Update git's own index to `head` for these paths, best effort; nothing else that is staged is touched."""
        ...

    def recover(self, store: Store) -> list[Message]:
        """Finish or drop what an interrupted command left behind, under the lock; returns what to report."""
        ...

    def history(self, path: str, *, met: bool = False) -> list[Revision]:
        """Every commit that changed `path`, oldest first, one for each parent it differs from; with when it was `met`
        by what other clones had, if that is asked for.
        """
        ...

    def is_shallow(self) -> bool:
        """Whether this clone's history is cut off."""
        ...

    def is_partial(self) -> bool:
        """Whether this clone left contents out when it was made: one that cannot be read may be no damage."""
        ...


class BranchMoved(Exception):
    """The branch moved while we were writing: read again and retry."""


class Store(Protocol):
    """The files of the work tree, by path relative to the casebook's root, with forward slashes."""

    def paths(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Every file below a folder whose name ends so, sorted."""
        ...

    def has(self, path: str) -> bool:
        """Whether there is something of that name, which `read` may refuse."""
        ...

    def read(self, path: str) -> bytes | None:
        """The content, None if there is no such file. Raises Unreadable if it is not a regular file."""
        ...

    def write_many(self, files: Iterable[tuple[str, bytes | None]], may_replace: Callable[[str], bool] = ...) -> None:
        """Write many recorded files into the work tree, each atomically, all durable at the end; None removes a file.

        `may_replace` is asked about each path just before it is replaced. Raises Unreadable, RepositoryError.
        """
        ...

    def remove(self, path: str) -> None:
        """Remove the file, if it is there."""
        ...


class Index(Protocol):
    """Facts about the case files in the work tree, always current; derived, may be deleted at any time."""

    def find(
        self,
        folder: str,
        reader: Callable[[str, bytes], Mapping[str, object]],
        wanted: Selection = EVERYTHING,
        *,
        trust_folder_times: bool = False,
    ) -> IndexAnswer:
        """A row for each ``*.yaml`` below `folder` that is wanted; `reader` gives the facts of a file that changed.

        A `reader` that raises Unreadable gives a row with `trouble`; these are always there, whatever is wanted. There
        may be rows that are not wanted, in any order, unless the selection is cut. With `trust_folder_times`, a file
        that was changed in place since the last call may be reported as it was then; one that was replaced, as git and
        casectl do, is not.

        Raises Unreadable, also when facts are asked for later, for a case that is changed or gone meanwhile.
        """
        ...
