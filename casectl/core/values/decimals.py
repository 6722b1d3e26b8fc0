"""Numbers as people write them: with marks between thousands and before decimals, and signs in several places."""

from __future__ import annotations

import re

from casectl.core.values.messages import UsageError, msg
from casectl.core.values.regex import regex

MARKS = (".", ",")
"""What may stand before the decimals."""

SPACES = "'’ \u00a0\u202f\u2009"
"""What else may stand between thousands."""

_GROUPS = regex(rf"\d{{1,3}}(?:(?P<mark>[.,{SPACES}])\d{{3}})(?:(?P=mark)\d{{3}})*|\d+", re.ASCII)


def plain_number(text: str, decimal: str) -> str:
    """A number without marks between its thousands, with a point before its decimals.

    `decimal` is the mark before decimals, "" if it is to be inferred. Raises UsageError for any other text.
    """
    sign, digits = ("-", text[1:].strip()) if text[:1] in ("-", "−") else ("", text.removeprefix("+").strip())
    if digits.startswith("(") and digits.endswith(")"):
        sign, digits = "-", digits[1:-1].strip()
    mark = decimal or _decimal_mark(digits)
    whole, _, part = digits.rpartition(mark) if digits.count(mark) == 1 else (digits, "", "")
    groups = _GROUPS.fullmatch(whole or "0")
    if not groups or groups["mark"] == mark or not (part or "0").isdecimal():
        raise UsageError(msg("{text} is not a number", text=text))
    plain = re.sub(r"\D", "", whole) or "0"
    return f"{sign}{plain}.{part}" if part else f"{sign}{plain}"


def _decimal_mark(digits: str) -> str:
    """The last of the marks if there are both; a comma only before other than three decimals; else a point."""
    if "," in digits and "." in digits:
        return max(MARKS, key=digits.rfind)
    return "," if digits.count(",") == 1 and not re.search(r",\d{3}$", digits) else "."


def times(figures: str, power: int) -> str:
    """A decimal number times a power of ten, in plain figures."""
    whole, _, decimals = figures.partition(".")
    shift = len(str(power)) - 1
    if shift:
        moved = decimals.ljust(shift, "0")
        whole, decimals = whole + moved[:shift], moved[shift:].rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")
