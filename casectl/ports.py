"""What casectl's verbs need from the world: documents, ledger, store, index, shelf.

Each Protocol has a real adapter in `casectl.adapters` and a fake in `tests.fakes`; one contract suite holds both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import field
from datetime import datetime
from typing import Protocol

from casectl.core.query.columns import Choice, everything
from casectl.core.query.columns import IndexRow as IndexRow
from casectl.core.query.prefilter import Prefilter
from casectl.core.values.messages import Message
from casectl.core.values.tree import Source, Tree
from casectl.core.values.value_class import value_class


class Documents(Protocol):
    """YAML text to trees and back; the user's bytes are sacred."""

    def read(self, file: str, data: bytes) -> Source:
        """Read one strict document, with the place of every value.

        Raises Unreadable, naming line and column, for anything outside the profile: not UTF-8, a tag, an
        anchor, an alias, a directive, a second document, a duplicate key, too deep, too large, conflict markers,
        a top level that is no mapping.
        """
        ...

    def read_plain(self, file: str, data: bytes) -> Source | None:
        """What `read` gives, ten times as quickly and without places, of a document in casectl's own layout.

        None for any other, which may be as sound.
        """
        ...

    def write(self, tree: Mapping[str, Tree], schema: str = "") -> bytes:
        """A new document. Reading it gives `tree` again; no text in it can become a key, a number or a date.

        `schema` is the path of the JSON Schema that editors are to check it by, as seen from the document; "" for none.
        """
        ...

    def edit(self, data: bytes, tree: Mapping[str, Tree]) -> bytes:
        """`data` changed in the fewest lines so that reading it gives `tree`; every comment survives."""
        ...


@value_class
class Identity:
    """The person git says is acting."""

    name: str
    email: str


@value_class
class Head:
    """Where the branch stands: `ref` such as ``refs/heads/main``, `commit` "" while it is unborn."""

    ref: str
    commit: str


@value_class
class Point:
    """A commit and when it was made."""

    commit: str
    at: datetime


@value_class
class Revision:
    """One commit that touched a path: the file before (in `parent`) and after; None where it was not there.

    One that is `cut` has parents which this clone does not have: what came before is not known.
    """

    commit: str
    parent: str
    author: Identity
    authored_at: datetime
    committer: Identity
    committed_at: datetime
    subject: str
    trailers: Mapping[str, tuple[str, ...]]
    before: bytes | None
    after: bytes | None
    path: str
    cut: bool = False


@value_class
class NewCommit:
    """One commit to be made: the whole content of each file it changes (None takes the file away).

    `subject` is one line for people; `trailers` are for programs: values by key, as a `Revision` has them again.
    """

    files: Mapping[str, bytes | None]
    subject: str
    trailers: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Ledger(Protocol):
    """git: what is recorded, by whom, and the one way to record more."""

    def identity(self) -> Identity:
        """Who git would name as author. Raises RepositoryTrouble if git knows nobody."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Hold the casebook's write lock; waits a few seconds, then raises RepositoryTrouble naming the holder."""
        ...

    def head(self) -> Head:
        """Where the branch stands. Raises RepositoryTrouble in a state in which nothing may be recorded."""
        ...

    def point(self, name: str) -> Point | None:
        """The commit that a name means (an id, a branch, a tag, ``HEAD~3``); None if there is none."""
        ...

    def blob(self, path: str, commit: str = "HEAD") -> bytes | None:
        """The recorded content of a path in a commit; None if it is not there."""
        ...

    def blobs(self, paths: Iterable[str], commit: str = "HEAD") -> Iterator[tuple[str, bytes | None]]:
        """The recorded content of many paths, in one pass."""
        ...

    def listed(self, folder: str, commit: str = "HEAD") -> dict[str, str]:
        """Every file below `folder` in a commit, with its blob id; empty if there is no such commit."""
        ...

    def blob_id(self, data: bytes) -> str:
        """The id git gives this content (to compare without reading)."""
        ...

    def by_id(self, blob_id: str) -> bytes | None:
        """A recorded content by its id; None if this clone does not have it (it is shallow, say)."""
        ...

    def record(self, head: Head, entries: Iterable[NewCommit], at: datetime) -> list[str]:
        """Commit the entries one on another on top of `head`, all or none, and move the branch to the last.

        Author and committer are the git identity, both dated `at`. Signing is honoured. Returns the commit ids.

        Raises:
            MovedOn: the branch no longer stands at `head`; nothing is recorded.
            RepositoryTrouble: git or the disk refused; nothing is recorded.
        """
        ...

    def lay_out(
        self, files: Iterable[tuple[str, bytes | None]], head: str, store: Store, seen: Mapping[str, bytes]
    ) -> list[Message]:
        """Lay what was just recorded as `head` into the work tree, None taking a file away.

        A file that somebody has changed since it was read is left as it is; the messages say which. `seen` holds what
        was read in files that were not as recorded.
        """
        ...

    def refresh(self, paths: Sequence[str], head: str) -> None:
        """Bring git's own index up to `head` for these paths, best effort; nothing else that is staged is touched."""
        ...

    def recover(self, store: Store) -> list[Message]:
        """Finish or drop what an interrupted command left over, under the lock; what there is to say about it."""
        ...

    def catch_up(self, store: Store) -> None:
        """Heal if a command was interrupted and none is at work now; for readers, who go on whatever happens."""
        ...

    def history(self, path: str) -> list[Revision]:
        """Every commit that changed `path`, oldest first, one for each parent it differs from."""
        ...

    def is_shallow(self) -> bool:
        """Whether the clone's history is cut off."""
        ...


class MovedOn(Exception):
    """The branch moved while we were writing: read again and retry."""


class Store(Protocol):
    """The files of the work tree, by path relative to the casebook's root, with forward slashes."""

    def paths(self, folder: str) -> list[str]:
        """Every ``*.yaml`` below a folder, sorted."""
        ...

    def read(self, path: str) -> bytes | None:
        """The content, None if there is no such file. Raises Unreadable for what is no regular file."""
        ...

    def write(self, path: str, data: bytes) -> None:
        """Replace or make the file, atomically and durably; its mode is kept."""
        ...

    def write_many(self, files: Iterable[tuple[str, bytes | None]], may_replace: Callable[[str], bool] = ...) -> None:
        """Lay many recorded files into the work tree, atomically each, made durable together; None takes one away.

        `may_replace` is asked about each path just before.
        """
        ...

    def remove(self, path: str) -> None:
        """Take the file away, if it is there."""
        ...


class Index(Protocol):
    """Facts about case files, always as the work tree stands; derived, and may be deleted at any time."""

    def rows(
        self,
        folder: str,
        reader: Callable[[str, bytes], Mapping[str, object]],
        choice: Choice = everything,
        prefilter: Prefilter | None = None,
        *,
        at_a_glance: bool = False,
    ) -> list[IndexRow]:
        """A row for each ``*.yaml`` below `folder`; `reader` gives the facts of a file that changed.

        A `reader` that raises Unreadable gives a row with `trouble`. Rows outside the choice, or in whose facts is not
        what the `prefilter` asks for, may be left out; those with trouble never are. With `at_a_glance`, a file
        that was changed in place since the last look may be reported as it was then; one that was replaced, as git and
        casectl do, is not.
        """
        ...


Clock = Callable[[], datetime]
"""The present instant, aware, in UTC."""
