"""How far a branch was verified, and what was found on the way."""

from __future__ import annotations

from typing import Literal

from casectl.core.history.file_change import FileChange
from casectl.core.history.step import Breach
from casectl.core.values.value_class import NamedTuple, value_class


@value_class
class Verified:
    """What was found in the history of these `commits`, `count` in all; the changes of rules that are not mended; and
    the events recorded (`KnownEvents`).
    """

    commits: tuple[str, ...] = ()
    count: int = 0
    breaches: tuple[Breach, ...] = ()
    open: tuple[FileChange, ...] = ()
    events: bytes = b""


class Disguise(NamedTuple):
    """What makes git show another history than was recorded: `what` replaces, grafts or cuts off a commit."""

    what: Literal["replaced", "grafted", "cut", "attributes"]
    commit: str
