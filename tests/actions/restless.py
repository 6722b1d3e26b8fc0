"""A ledger that somebody else commits to as well, and what must stay as it was when nothing is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from casectl.ports import Entry, Head, MovedOn
from tests.fakes.desk import FakeDesk
from tests.fakes.ledger import FakeLedger


@dataclass
class Restless(FakeLedger):
    """A ledger in which somebody else commits in between, as often as `moves` says, doing `meanwhile`."""

    moves: int = 0
    meanwhile: Callable[[], object] = lambda: None

    def record(self, head: Head, entries: Iterable[Entry], at: datetime) -> list[str]:
        """Raises MovedOn as often as it was told to."""
        if self.moves:
            list(entries)
            self.moves -= 1
            self.meanwhile()
            raise MovedOn(head.ref)
        return super().record(head, entries, at)


def restless(moves: int) -> tuple[FakeDesk, Restless, str]:
    ledger = Restless()
    desk = FakeDesk(ledger=ledger)
    case = desk.open()
    ledger.moves = moves
    return desk, ledger, case


def state(desk: FakeDesk) -> tuple[dict[str, bytes], int]:
    """All that a refused verb must leave as it was: the work tree and the number of commits."""
    return dict(desk.store.files), len(desk.ledger.commits)
