"""An outbox and a mail server in memory, which may be cut off before or after any step."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from casectl.ports.sending import SENT, Dispatch, Outcome, Outgoing


class CutOffError(BaseException):
    """The process ends here."""


@dataclass
class Steps:
    """The steps so far; the one with this number is the last, and is taken only if `after`. 0: there is none."""

    last: int = 0
    after: bool = False
    taken: int = 0

    def begin(self) -> None:
        self.taken += 1
        if self.taken == self.last and not self.after:
            raise CutOffError

    def end(self) -> None:
        if self.taken == self.last:
            raise CutOffError


@dataclass
class FakeOutbox:
    steps: Steps = field(default_factory=Steps)
    kept: dict[str, Outgoing] = field(default_factory=dict)

    def locked(self) -> AbstractContextManager[None]:
        return nullcontext()

    def messages(self) -> list[Outgoing]:
        return list(self.kept.values())

    def write(self, message: Outgoing) -> None:
        self.steps.begin()
        self.kept[message.id] = message
        self.steps.end()

    def remove(self, message: Outgoing) -> None:
        self.kept.pop(message.id)


@dataclass
class FakeSender:
    steps: Steps = field(default_factory=Steps)
    sent: list[Outgoing] = field(default_factory=list)
    channel: str = "mail"
    gone: str = ""

    def send(self, message: Outgoing) -> Outcome:
        self.steps.begin()
        self.sent.append(message)
        self.steps.end()
        return Outcome(SENT)


def fake_dispatch(steps: Steps | None = None) -> Dispatch:
    """On the machine ``here``."""
    steps = steps or Steps()
    return Dispatch(FakeOutbox(steps), FakeSender(steps), "here", FakeSender(steps))
