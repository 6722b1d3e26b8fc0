"""Where the rules of a casebook are read from: the files of the work tree, or the branch.

What is recorded is recorded under committed rules: an edit of a template, a calendar or casectl.yaml counts for nothing
until it is committed. Lists show the work tree, where a draft can be tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from casectl.core.checks.dirty_rules import dirty, not_committed
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import LeftOut, Message, Refused, RepositoryError, Unreadable, msg

if TYPE_CHECKING:
    from casectl.ports.recording import Ledger, Store  # no list needs them

FOLDERS = ("calendars", "templates")
"""Where the rules are, besides casectl.yaml."""


class RuleFiles(Protocol):
    """casectl.yaml, templates and calendars."""

    def paths(self, folder: str) -> list[str]:
        """Every ``*.yaml`` in a folder, sorted."""
        ...

    def read(self, path: str) -> bytes | None:
        """The content, None if there is no such file."""
        ...

    def drafts(self, folder: str) -> list[str]:
        """The paths of a folder that do not count since they are not committed, sorted."""
        ...

    def demand_same(self, commit: str) -> None:
        """Raise RepositoryError if what was read is not what a commit has, and that matters."""
        ...


class RulesOnDisk:
    """The rule files of the work tree."""

    def __init__(self, store: Store) -> None:
        self.paths = store.paths
        self.read = store.read

    def drafts(self, folder: str) -> list[str]:
        """None: all that is there counts."""
        del folder
        return []

    def demand_same(self, commit: str) -> None:
        """Nothing is recorded by rules that are not committed."""


class RulesCommitted:
    """The rule files of the commit that HEAD is when the first of them is read.

    `warn` is told once of each file that differs in the work tree. With no commit yet, all raise Refused.
    """

    def __init__(self, store: Store, ledger: Ledger, warn: Callable[[Message], None]) -> None:
        self._store, self._ledger, self._warn = store, ledger, warn
        self._listed: dict[str, Mapping[str, str]] = {}
        self._contents: dict[str, bytes | None] = {}

    @cached_property
    def _commit(self) -> str:
        head = self._ledger.commit_named("HEAD")
        return head.commit if head else ""

    def paths(self, folder: str) -> list[str]:
        """Every ``*.yaml`` in a folder of the commit, sorted."""
        return sorted(f"{folder}/{name}" for name in self._in(folder) if name.endswith(".yaml"))

    def read(self, path: str) -> bytes | None:
        """The committed content, None if the commit does not have the file.

        Raises Refused if that is casectl.yaml, RepositoryError for damage, LeftOut if this clone was made without it.
        """
        if path not in self._contents:
            self._contents[path] = self._read(path)
        return self._contents[path]

    def drafts(self, folder: str) -> list[str]:
        """The files of the work tree that the commit does not have."""
        return sorted({*self._store.paths(folder)} - {*self.paths(folder)})

    def demand_same(self, commit: str) -> None:
        """Raise RepositoryError if what was read is not what a commit has.

        The rules are read before the lock is taken, since a verb must know who acts before it can say what it wants.
        """
        if commit != self._commit and any(
            _rules_in(folder, self._ledger.files_in(folder, commit)) != _rules_in(folder, listed)
            for folder, listed in self._listed.items()
        ):
            raise RepositoryError(
                msg("the rules were changed in the meantime; nothing was recorded"), hint=msg("try again")
            )

    def _in(self, folder: str) -> Mapping[str, str]:
        if not self._commit:
            raise Refused(
                msg("nothing is committed on this branch, but only committed rules count"),
                hint=msg("casectl adopt casectl.yaml templates/*.yaml calendars/*.yaml records them"),
            )
        if folder not in self._listed:
            self._listed[folder] = self._ledger.files_in(folder, self._commit)
        return self._listed[folder]

    def _read(self, path: str) -> bytes | None:
        folder, _, name = path.rpartition("/")
        version = self._in(folder).get(name)
        on_disk = _on_disk(self._store, path)
        if on_disk is not None and version == self._ledger.blob_id(on_disk):
            return on_disk
        if version is None and path == SETTINGS:
            raise Refused(not_committed(path), hint=msg("casectl adopt {path} records it", path=path))
        if version is None:
            return None
        if on_disk is None or not _is_version(self._ledger, on_disk, version):
            self._warn(dirty(path))
        return self._ledger.by_id(version)


def _rules_in(folder: str, listed: Mapping[str, str]) -> Mapping[str, str]:
    """Those of the files in a folder that are rules: at the top, casectl.yaml."""
    return listed if folder else {name: version for name, version in listed.items() if name == SETTINGS}


class FilesAt:
    """The rule files of a commit ("": of none), with some changed; None removes one."""

    def __init__(self, ledger: Ledger, commit: str, changes: Mapping[str, bytes | None]) -> None:
        self._ledger, self._commit, self._changes = ledger, commit, changes

    def paths(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Every file in a folder whose name ends so, sorted."""
        there = self._ledger.files_in(folder, self._commit) if self._commit else {}
        names = {f"{folder}/{name}" for name in there if name.endswith(ending)}
        given = (path for path, data in self._changes.items() if data is not None)
        added = {path for path in given if path.startswith(f"{folder}/") and path.endswith(ending)}
        return sorted((names | added) - {path for path, data in self._changes.items() if data is None})

    def read(self, path: str) -> bytes | None:
        """The content, None if there is no such file."""
        if path in self._changes or not self._commit:
            return self._changes.get(path)
        return self._ledger.blob(path, self._commit)

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return self.read(path) is not None


def dirty_rules(store: Store, ledger: Ledger) -> Iterator[str]:
    """The rule files of the work tree that are not as HEAD has them, new and removed ones too; what this clone was made
    without is none.
    """
    head = ledger.commit_named("HEAD")
    for folder in ("", *FOLDERS):
        there = ledger.files_in(folder, head.commit) if head else {}
        recorded = {f"{folder}/{name}".lstrip("/"): version for name, version in there.items()}
        known = {*store.paths(folder), *(path for path in recorded if path.endswith(".yaml"))} if folder else {SETTINGS}
        for path in sorted(known):
            with suppress(LeftOut):
                data = _on_disk(store, path)
                if data is None or not _is_version(ledger, data, recorded.get(path)):
                    yield path


def _on_disk(store: Store, path: str) -> bytes | None:
    """What is there, None for nothing that can be read. Raises LeftOut."""
    try:
        return store.read(path)
    except LeftOut:
        raise
    except Unreadable:
        return None


def _is_version(ledger: Ledger, data: bytes, version: str | None) -> bool:
    """Whether a file of the work tree is that version, line ends aside (a checkout may have turned them into CRLF)."""
    return version is not None and version in (ledger.blob_id(data), ledger.blob_id(data.replace(b"\r\n", b"\n")))
