"""A ledger that somebody else commits to as well, and what must stay as it was when nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from casectl.ports.recording import BranchMoved, Head, NewCommit
from tests.fakes.context import FakeContext
from tests.fakes.ledger import FakeLedger


@dataclass
class Restless(FakeLedger):
    """A ledger in which somebody else commits in between, as often as `moves` says, doing `meanwhile`."""

    moves: int = 0
    meanwhile: Callable[[], object] = lambda: None

    def record(self, head: Head, entries: Iterable[NewCommit], at: datetime) -> list[str]:
        """Raises BranchMoved as often as it was asked to."""
        if self.moves:
            list(entries)
            self.moves -= 1
            self.meanwhile()
            raise BranchMoved(head.ref)
        return super().record(head, entries, at)


def restless(moves: int) -> tuple[FakeContext, Restless, str]:
    ledger = Restless()
    context = FakeContext(ledger=ledger)
    case = context.open()
    ledger.moves = moves
    return context, ledger, case


def state(context: FakeContext) -> tuple[dict[str, bytes], int]:
    """All that a refused verb must leave as it was: the work tree and the number of commits."""
    return dict(context.store.files), len(context.ledger.commits)
