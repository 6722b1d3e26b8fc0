"""Reading git's objects by name, all through one `git cat-file` process that stays open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice

from casectl.adapters.files.paths import max_bytes
from casectl.adapters.git.command import DAMAGE_WAY_OUT, GitCommand, GitFailed, GitProcess
from casectl.core.values.messages import RepositoryError, Unreadable, msg
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

BLOB_ID = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_COMMITTED = regex(rb"(?m)^committer .*> (\d+) [+-]\d{4}$")
_BATCH = 32
"""Requests sent before the first answer is read; few enough to fit into any pipe."""


@value_class
class GitObject:
    """One object: its id, its kind (``blob``, ``tree``, ``commit``, ``tag``) and its content."""

    oid: str
    kind: str
    data: bytes


class ObjectReader:
    """Objects by id, by ``COMMIT:path`` or any other name git knows."""

    def __init__(self, git: GitCommand) -> None:
        self._git = git
        self._running: GitProcess | None = None
        self._folder: tuple[str, Mapping[str, str]] = ("", {})

    def read(self, name: str) -> GitObject | None:
        """The object of that name, None if there is none. Raises GitFailed, Unreadable for one that is too large."""
        return next(self.read_many([name]))

    def read_many(self, names: Iterable[str]) -> Iterator[GitObject | None]:
        """The object of each name, in order. Raises as `read` does."""
        waiting = iter(names)
        while asked := list(islice(waiting, _BATCH)):
            yield from self._read_batch(asked)

    def files(self, places: Iterable[tuple[str, str]]) -> Iterator[GitObject | None]:
        """What is recorded at each (commit, path), in order; None only where the commit does not name the path.

        git answers "missing" for an absent path and for a missing object alike, so the folder is read too. Raises
        RepositoryError for an object that is missing or damaged, and as `read` does.
        """
        wanted = list(places)
        answers = self.read_many(f"{commit}:{path}" for commit, path in wanted)
        for (commit, path), found in zip(wanted, answers, strict=True):
            if found is None and _request(path):
                self._demand_absent(commit, path)
            yield found

    def _demand_absent(self, commit: str, path: str) -> None:
        """Raise RepositoryError if the commit does name the path, or a folder above it cannot be read."""
        above, _, name = path.rpartition("/")
        entries = self._entries(f"{commit}:{above}")
        if entries is None and above:
            self._demand_absent(commit, above)
        elif entries is None:
            found = self.read(commit)
            raise damaged_object(found.data.split(None, 2)[1].decode() if found else commit, path)
        elif oid := entries.get(name):
            raise damaged_object(oid, path)

    def _entries(self, folder: str) -> Mapping[str, str] | None:
        """The entries of a folder, None if it cannot be read. The last is kept: an import reads many in one folder."""
        if self._folder[0] != folder:
            found = self.read(folder)
            if found is None:
                return None
            self._folder = folder, tree_entries(found)
        return self._folder[1]

    def _read_batch(self, names: list[str]) -> list[GitObject | None]:
        if self._running is None:
            self._running = self._git.start("cat-file", "--batch")
        try:
            requests = [_request(name) for name in names]
            self._running.send(b"".join(requests))
            return [self._read_answer(self._running) if request else None for request in requests]
        except BaseException:
            self._running = None  # leftover output would be taken for the next answer
            raise

    @staticmethod
    def _read_answer(running: GitProcess) -> GitObject | None:
        header = running.read_line()
        if header.endswith((b" missing", b" ambiguous")):
            return None
        oid, kind, size = header.decode().split(" ")
        if int(size) > max_bytes(""):
            raise Unreadable(msg("object {id} is too large to be read: {size} bytes", id=oid, size=int(size)))
        data = running.read_exactly(int(size))
        running.read_exactly(1)
        if oid != object_id(kind, data, "sha1" if len(oid) == 40 else "sha256"):
            raise RepositoryError(msg("git's object {id} is damaged", id=oid), hint=DAMAGE_WAY_OUT)
        return GitObject(oid, kind, data)


def contents(reader: ObjectReader, blob_ids: Iterable[str], *, partial: bool) -> Iterator[bytes | None]:
    """The contents with these ids, in order; None for what is no id of one, or not here.

    Raises as `ObjectReader.read` does, but not of a `partial` clone for what it may have left out.
    """
    wanted = [each if BLOB_ID.fullmatch(each) else "" for each in blob_ids]
    found = (_left_out(reader, each) for each in wanted) if partial else reader.read_many(wanted)
    for each in found:
        yield each.data if each and each.kind == "blob" else None


def _left_out(reader: ObjectReader, oid: str) -> GitObject | None:
    with suppress(GitFailed):
        return reader.read(oid)
    return None


def object_id(kind: str, data: bytes, algorithm: str) -> str:
    """The id that git gives this content. git itself does not verify it when it reads a pack."""
    found = hashlib.new(algorithm, b"%b %d\0" % (kind.encode(), len(data)), usedforsecurity=False)
    found.update(data)  # not joined first: it may be large
    return found.hexdigest()


def names_parents(commit: GitObject | None) -> bool:
    """Whether a commit has parents: where a shallow clone lacks them git lists none."""
    return commit is not None and b"\nparent " in commit.data.partition(b"\n\n")[0]


def committed_at(commit: GitObject) -> datetime | None:
    """When a commit was made, in UTC; None for an object that does not say it."""
    made = _COMMITTED.search(commit.data.partition(b"\n\n")[0])
    return datetime.fromtimestamp(int(made[1]), UTC) if made else None


def damaged_object(oid: str, path: str) -> RepositoryError:
    """The error for a recorded object that is missing or damaged."""
    return RepositoryError(
        msg("{path} is recorded but cannot be read: git's object {id} is missing or damaged", path=path, id=oid),
        hint=DAMAGE_WAY_OUT,
    )


_SUBMODULE = b"160000"


def tree_entries(tree: GitObject) -> dict[str, str]:
    """The names in a tree with their ids, without submodules: those commits are in other repositories.

    Empty for an object of another kind.
    """
    found, rest, size = {}, tree.data if tree.kind == "tree" else b"", len(tree.oid) // 2
    while rest:
        about, _, rest = rest.partition(b"\0")
        mode, _, name = about.partition(b" ")
        if mode != _SUBMODULE:
            found[name.decode(errors="surrogateescape")] = rest[:size].hex()
        rest = rest[size:]
    return found


def _request(name: str) -> bytes:
    """The request for a name; empty for a name that git could read as two, or as another."""
    try:
        return b"" if "\n" in name or "\r" in name else name.encode(errors="surrogateescape") + b"\n"
    except UnicodeEncodeError:
        return b""
