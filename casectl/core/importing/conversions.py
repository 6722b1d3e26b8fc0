"""Values of other systems in the form that a template's fields store: days, times, numbers, money, yes and no."""

from __future__ import annotations

import re

from casectl.core.importing.pick import RowCells
from casectl.core.importing.timestamps import TimestampColumn
from casectl.core.template.model import Field
from casectl.core.time.instants import format_instant
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.money import POWERS, code_of, in_figures, times
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import narrow

MARKS = (".", ",")
"""What may stand before the decimals."""

_YES = frozenset(("yes", "y", "true", "t", "1", "on", "是", "有", "对", "√", "✓", "✔"))
_NO = frozenset(("no", "n", "false", "f", "0", "off", "否", "无", "不是", "×", "✗", "✘"))

_GROUPS = re.compile(r"\d{1,3}(?:(?P<mark>[.,'’ \u00a0\u202f\u2009])\d{3})(?:(?P=mark)\d{3})*|\d+", re.ASCII)
_MINUS = "[-−]"
_MONEY = re.compile(
    rf"(?P<whole>\()?(?P<m1>{_MINUS})?\s*(?P<before>[^\d\s()+−-]*)\s*(?P<m2>{_MINUS})?\+?(?P<part>\()?"
    r"(?P<amount>\d(?:[\d.,'’ \u00a0\u202f\u2009]*\d)?)(?:[.,][-–—]+)?\s*(?P<power>百万|千万|[千万亿]?)"
    rf"(?(part)\))(?P<m3>{_MINUS})?\s*(?P<after>[^\d\s()−-]*?)整?\s*(?P<m4>{_MINUS})?(?(whole)\))",
    re.ASCII,
)


@value_class
class Conversion:
    """How the text of a field is read: its value with formats and zone (`time`), the mark before decimals, and the
    currency of amounts that name none; "" for what is not given.
    """

    time: TimestampColumn
    decimal: str = ""
    currency: str = ""


def converted(field: Field, cells: RowCells, how: Conversion) -> str | None:
    """The value as the field's type is typed; None if the row has none.

    Raises UsageError for a value that cannot be read, or that can be read in two ways.
    """
    if field.type == "date":
        day = how.time.on(cells)
        return day.isoformat() if day else None
    if field.type == "instant":
        at = how.time.at(cells)
        return format_instant(at, how.time.zone) if at else None
    text = how.time.pick.value(cells)
    if text is None or field.type not in ("yes_no", "number", "money"):
        return text
    plain = narrow(text)
    if field.type == "yes_no":
        return _answer(plain)
    return _number(plain, how.decimal) if field.type == "number" else _money(plain, how)


def _answer(text: str) -> str:
    word = text.casefold().removesuffix(".0")
    return "yes" if word in _YES else "no" if word in _NO else text


def _number(text: str, decimal: str) -> str:
    """A number without marks between its thousands, with a point before its decimals."""
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


def _money(text: str, how: Conversion) -> str:
    match = _MONEY.fullmatch(in_figures(text))
    if not match:
        raise UsageError(msg("{text} is not an amount of money", text=text))
    minus = any(match.group("whole", "part", "m1", "m2", "m3", "m4"))
    amount = times(_number(match["amount"], how.decimal), POWERS[match["power"]])
    codes = {code for sign in (match["before"], match["after"]) if sign for code in [_currency(text, sign, how)]}
    code = codes.pop() if codes else how.currency
    if codes or not code:
        raise UsageError(
            msg("{text} does not say in which currency; give it with currency: at {place}",
                text=text, place=str(how.time.pick.place))
        )  # fmt: skip
    return f"{'-' if minus else ''}{amount} {code}"


def _currency(text: str, sign: str, how: Conversion) -> str:
    if code := code_of(sign.lower(), how.currency):
        return code
    raise UsageError(
        msg("{text} does not say in which currency; give it with currency: at {place}",
            text=text, place=str(how.time.pick.place))
    )  # fmt: skip
