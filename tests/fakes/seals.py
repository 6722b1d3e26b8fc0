"""Seals in memory, on a ledger in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from casectl.core.proof.seal import Seal, SealTag
from casectl.ports.recording import Identity
from tests.fakes.ledger import FakeLedger


@dataclass
class FakeSeals:
    """Tags are what tests put into `tags`; nothing is ever signed."""

    ledger: FakeLedger
    tags: dict[str, SealTag] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)

    def all(self) -> list[SealTag]:
        """The tags, by name."""
        return [self.tags[name] for name in sorted(self.tags)]

    def add(self, seal: Seal, by: Identity) -> bool:
        """Keep it."""
        self.tags[seal.tag] = SealTag(seal.tag, seal.commit, seal)
        return False

    def chain(self, head: str) -> Iterator[str]:
        """The commits up to `head`, newest first."""
        commits = [each.oid for each in self.ledger.commits]
        return iter(commits[commits.index(head) :: -1] if head in commits else ())

    def lost(self, commit: str, head: str) -> list[str] | None:
        """What the ledger has beyond `head`, or what a test says is gone, up to that commit."""
        commits = [each.oid for each in self.ledger.commits]
        if commit in commits:
            return commits[commits.index(head) + 1 : commits.index(commit) + 1]
        return self.gone[: self.gone.index(commit) + 1] if commit in self.gone else None
