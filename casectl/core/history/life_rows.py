"""What a life has of a case's follow-ups, redress and survey."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.values.value_class import NamedTuple

FOR_EVER = 1 << 62
"""When something last counts that counts until it is settled, and is not."""


class Asked(NamedTuple):
    """A follow-up that was `due` and perhaps ended: its `kind` (``promise``), its rule, how it ended (``kept``,
    ``cancelled``, …) and the score that the customer gave; `by_owner`: somebody who had the case recorded that.
    """

    kind: str
    rule: str
    due: int
    ended: int | None
    result: str
    score: str
    by_owner: bool = False


class Given(NamedTuple):
    """Redress of a kind: the amount ("12.50 EUR", or "") that was offered, when, and when it was refused (None: it was
    not); each payment, with its amount; and when it could be paid: when it was offered, or where it was above the limit
    of who offered it, when it was approved (None: it was not).
    """

    kind: str
    amount: str
    offered: int
    refused: int | None
    paid: Sequence[tuple[int, str]]
    granted: int | None

    @property
    def is_owed(self) -> bool:
        """Whether some of it may be owed still: it was neither refused nor paid in one sum."""
        return bool(self.amount) and self.refused is None and [amount for _, amount in self.paid] != [self.amount]

    @property
    def times(self) -> list[int]:
        """When anything was decided about it, or paid."""
        return [at for at in (self.offered, self.refused, self.granted, *(at for at, _ in self.paid)) if at is not None]


class Answered(NamedTuple):
    """A survey: when the customer was asked and answered, None for never; the answers to the three questions ("": none,
    or given in a call-back); and whether somebody who had the case recorded the answer.
    """

    asked: int | None
    answered: int | None
    score: str
    nps: str
    ces: str
    by_owner: bool
