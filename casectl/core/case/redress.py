"""The redress of a case, as its journal has it, and the sums of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from casectl.core.case.fold import effective_events
from casectl.core.case.model import Event
from casectl.core.values.value_class import NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

OFFERED, APPROVED, ACCEPTED, REFUSED, PAID = (
    f"redress_{word}" for word in ("offered", "approved", "accepted", "refused", "paid")
)  # fmt: skip


class Redress(NamedTuple):
    """What was offered, and what became of it: the events of approval and of the customer's answer, and payments."""

    offer: Event
    approval: Event | None = None
    answer: Event | None = None
    payments: tuple[Event, ...] = ()

    @property
    def id(self) -> str:
        """The event with the offer."""
        return self.offer.id

    @property
    def kind(self) -> str:
        """What it is, such as ``refund``."""
        return self.offer.text("kind")

    @property
    def amount(self) -> str:
        """How much, as it is stored; "" for what has no price."""
        return self.offer.text("amount")

    @property
    def waits(self) -> bool:
        """Whether a second person has to approve it."""
        return self.offer.text("above") == "yes" and self.approval is None and not self.is_refused

    @property
    def is_refused(self) -> bool:
        """Whether it fell away."""
        return self.answer is not None and self.answer.kind == REFUSED

    @property
    def is_settled(self) -> bool:
        """Whether nothing of it is left to be paid."""
        return bool(self.payments) and (not self.amount or total(each.text("amount") for each in self.payments) >=
                                        total([self.amount]))  # fmt: skip


def stages(each: Redress) -> dict[str, bool]:
    """How far it is: the first that holds."""
    return {
        "refused": each.is_refused, "waits": each.waits, "paid": each.is_settled, "part": bool(each.payments),
        "accepted": each.answer is not None, "offered": True,
    }  # fmt: skip


def redress_in(journal: Sequence[Event]) -> list[Redress]:
    """Everything that was offered in a case, in order, without what was taken back."""
    if not any(event.kind == OFFERED for event in journal):
        return []
    found: dict[str, Redress] = {}
    for event in effective_events(journal):
        if event.kind == OFFERED:
            found[event.id] = Redress(event)
        elif (known := found.get(event.text("offer"))) and event.kind.startswith("redress_"):
            found[known.id] = _after(known, event)
    return [*found.values()]


def _after(known: Redress, event: Event) -> Redress:
    if event.kind == PAID:
        return known._replace(payments=(*known.payments, event))
    return known._replace(approval=event) if event.kind == APPROVED else known._replace(answer=known.answer or event)


def total(amounts: Iterable[str]) -> Decimal:
    """The sum of amounts in one currency, as they are stored."""
    from decimal import Decimal  # few cases have any

    return sum((Decimal(each.partition(" ")[0]) for each in amounts if each), Decimal())


def currency_of(amount: str) -> str:
    """The currency of an amount as it is stored, "" for none."""
    return amount.partition(" ")[2]


def granted(journal: Sequence[Event], currency: str) -> Decimal:
    """The sum of all that a case has in a currency, other than what was refused."""
    live = (each.amount for each in redress_in(journal) if not each.is_refused)
    return total(each for each in live if currency_of(each) == currency)
