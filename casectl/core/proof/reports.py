"""What `seal` and `verify --seal` return."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.proof.seal import Seal, SealTag
from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple, value_class


@value_class
class SealReceipt:
    """What was sealed; `already` if this commit had been sealed before, `signed` if the tag has a signature."""

    seal: Seal
    already: bool = False
    signed: bool = False


class ListedSeal(NamedTuple):
    """A tag that is called as a seal, whether its commit is part of this branch, and what is wrong with it."""

    tag: SealTag
    is_here: bool
    faults: Sequence[Message] = ()


@value_class
class SealVerdict:
    """Whether a seal holds.

    commit    what it sealed, "" where no commit here has its code
    ref       the branch that was looked at
    since     how many commits were recorded since
    lost      the sealed commits that the branch has not any more, oldest first; empty if it holds
    tag       the tag of that seal, None if there is none
    faults    what is wrong with the tag; the code holds without it
    signature whose signature the tag has, where nothing is wrong with it
    """

    code: str
    commit: str
    ref: str
    since: int = 0
    lost: Sequence[str] = ()
    tag: SealTag | None = None
    faults: Sequence[Message] = ()
    signature: Message | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing before it was rewritten."""
        return bool(self.commit) and not self.lost
