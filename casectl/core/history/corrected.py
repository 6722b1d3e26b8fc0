"""What figures are made of and somebody changed afterwards: who complained and when, what came of it and how it was
liked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.fold import before_each
from casectl.core.case.model import Event
from casectl.core.query.references import CUSTOMER
from casectl.core.values.tree import list_of, text_of

RECEIPT = "receipt"
"""The word for the time of receipt."""

_KNOWN_AT_ONCE = {
    "received_at": RECEIPT, "customer": "customer", "customer.name": "customer",
    **dict.fromkeys(CUSTOMER, "customer"), "channel": "channel",
}  # fmt: skip
_FOUND_LATER = {
    "satisfaction": "satisfaction", "nps": "nps", "ces": "ces", "outcome": "outcome", "upheld": "outcome",
    "redress": "redress", "solution": "redress", "solution.redress": "redress",
}  # fmt: skip


def corrected(events: Sequence[Event]) -> Iterator[tuple[Event, str]]:
    """Each event that changed such a thing, and what: the receipt, ``customer`` or ``channel`` at any time after the
    case was opened; a score, the ``outcome`` or the amount of ``redress`` after it had been filled in, or once the case
    was closed. Journals say which fields an event changed and not from what to what, so filling one in late counts too.
    """
    if not any("changed" in each.data for each in events):
        return
    filled: set[str] = set()
    for event, before in zip(events, before_each(events), strict=True):
        names = [text_of(each).removeprefix("fields.") for each in list_of(event.data.get("changed"))]
        found = {word for name in names if (word := _KNOWN_AT_ONCE.get(name))}
        later = {word for name in names if (word := _FOUND_LATER.get(name))}
        found |= later & filled if before.closed_at is None else later
        filled |= later
        yield from ((event, word) for word in sorted(found))
