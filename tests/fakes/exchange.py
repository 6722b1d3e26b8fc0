"""Another repository in memory: what it has, and what it does with a push."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from casectl.core.values.messages import Message
from casectl.ports.recording import Head, Store
from casectl.ports.syncing import Entry, Fetched, Union, Upstream
from tests.fakes.ledger import FakeLedger

Files = dict[str, bytes]


@dataclass
class FakeExchange:
    """The commits in `trees` are files by path; `fetched` is what the other side has, push by push."""

    ledger: FakeLedger
    fetched: list[Fetched] = field(default_factory=list)
    trees: dict[str, Files] = field(default_factory=dict)
    parted: list[str] = field(default_factory=list)
    waited: int = 0
    pushed: list[str] = field(default_factory=list)

    def upstream(self, ref: str, remote: str, branch: str) -> Upstream:
        """Always the same."""
        return Upstream(remote or "origin", branch or "main", "/srv/desk.git")

    def fetch(self, upstream: Upstream) -> Fetched:
        """What a test has put there; the last stays."""
        return self.fetched.pop(0) if len(self.fetched) > 1 else self.fetched[0]

    def keep(self, upstream: Upstream, commit: str, at: datetime) -> None:
        """Nothing is kept."""

    def push(self, upstream: Upstream, commit: str) -> bool:
        """Refused each time, as if others were always faster."""
        self.pushed.append(commit)
        return False

    def wait(self, attempt: int) -> None:
        """Count it."""
        self.waited += 1

    def bases(self, one: str, other: str) -> list[str]:
        """As a test says."""
        return self.parted

    def differing(self, one: str, other: str) -> dict[str, tuple[Entry | None, Entry | None]]:
        """What the two have otherwise."""
        before, after = (self.trees.get(each, {}) for each in (one, other))
        return {
            path: (self._entry(before, path), self._entry(after, path))
            for path in sorted({*before, *after})
            if before.get(path) != after.get(path)
        }

    def entries(self, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
        """What a commit has at these paths."""
        found = {path: self._entry(self.trees[commit], path) for path in paths}
        return {path: entry for path, entry in found.items() if entry}

    def _entry(self, files: Files, path: str) -> Entry | None:
        return Entry("100644", self.ledger.blob_id(files[path])) if path in files else None

    def staged(self, paths: Iterable[str]) -> dict[str, str]:
        """Nothing is staged."""
        return {}

    def unite(self, union: Union) -> str:
        """No commit is made here."""
        raise NotImplementedError

    def recover(self, store: Store) -> list[Message]:
        """Nothing is ever interrupted here."""
        return []

    def advance(self, head: Head, commit: str) -> list[str]:
        """No branch moves here."""
        raise NotImplementedError
