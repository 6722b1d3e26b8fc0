"""Numbers and amounts of money in texts, and which of two texts is more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from casectl.core.values.regex import regex

if TYPE_CHECKING:
    from decimal import Decimal


CURRENCY = regex("[A-Z]{3}", re.ASCII)
"""The code of a currency (ISO 4217)."""


def amount_of(text: str) -> Decimal | None:
    """The number that a text is, or the amount of money (``12.50 EUR``); None if it is neither."""
    from decimal import Decimal, InvalidOperation  # few queries ask for one

    number, _, currency = text.partition(" ")
    try:
        found = Decimal(number)
    except InvalidOperation:
        return None
    return found if found.is_finite() and (not currency or currency.isalpha()) else None


def compare_amounts(ours: str, theirs: str) -> int:
    """Below, at or above zero: as numbers if both are some, else as text."""
    first, second = amount_of(ours), amount_of(theirs)
    if first is None or second is None:
        return (ours > theirs) - (ours < theirs)
    return (first > second) - (first < second)
