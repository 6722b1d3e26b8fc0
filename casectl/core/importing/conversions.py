"""Values of other systems in the form that a template's fields store: days, times, numbers, money, yes and no."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.importing.pick import RowCells
from casectl.core.importing.timestamps import TimestampColumn
from casectl.core.template.model import Field
from casectl.core.time.instants import format_instant
from casectl.core.values.decimals import plain_number
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.money import parse_money
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import narrow

_YES = frozenset(("yes", "y", "true", "t", "1", "on", "是", "有", "对", "√", "✓", "✔"))
_NO = frozenset(("no", "n", "false", "f", "0", "off", "否", "无", "不是", "×", "✗", "✘"))


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
    return plain_number(plain, how.decimal) if field.type == "number" else _money(plain, how, field.currencies)


def _answer(text: str) -> str:
    word = text.casefold().removesuffix(".0")
    return "yes" if word in _YES else "no" if word in _NO else text


def _money(text: str, how: Conversion, currencies: Sequence[str]) -> str:
    """The amount as fields store it, in the field's currency if it has one only; what else is missing is given at the
    column's place in the mapping.
    """
    own = currencies[0] if len(currencies) == 1 else ""
    try:
        return parse_money(text, how.currency or own, currencies, how.decimal)
    except UsageError as error:
        place = str(how.time.pick.place)
        raise UsageError(
            msg("{problem}; you can set currency: and decimal: at {place}", problem=error.what, place=place)
        ) from None
