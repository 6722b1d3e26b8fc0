"""Lengths of time in words: ``3 working days``, ``1h30m``, ``half an hour``, ``三个工作日``, ``两个半小时``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from casectl.core.time.date_tokens import kinds_of, tokens_of
from casectl.core.time.date_words import Token
from casectl.core.time.units import LONGEST, UNITS, Duration, not_a_duration
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.regex import regex

_AMOUNT = r"(?:[NF]h?[up]|Nh?J|[Nh]q|Nh?M(?<=hM)|h[up]h?|[NF][up]h)"
_UNIT = {7: ("w", 1), 1: ("mo", 1), 3: ("mo", 3), 12: ("mo", 12)}
_PARTS = {"h": ("m", 60), "wh": ("wm", 60), "w": ("d", 7)}
"""Larger units, and how many of the smaller unit with the same meaning each is."""

LENGTH = rf"(?:{_AMOUNT})+"
"""The pattern of a length over the kinds of its tokens."""

_ONE = regex(r"(?P<amount>[NF]?)(?P<half>h?)(?P<unit>[upJMq])(?P<rest>h?)")
_HOURS_AND_MINUTES = regex(r"^\s*\d{1,5}h\d\d?\s*$", re.IGNORECASE | re.ASCII)
_WHOLE = regex(rf"[i+]?({LENGTH})f?")


def durations_in(tokens: Sequence[Token]) -> tuple[Duration, ...]:
    """The durations that tokens matched by LENGTH name, one for each kind of unit, in their order.

    Raises UsageError for a fraction of a unit that has no smaller one, such as half a day, for zero, and for more than
    five digits.
    """
    families: dict[str, list[tuple[Fraction, str]]] = {}
    for amount, unit in _amounts(tokens):
        families.setdefault(_PARTS.get(unit, (unit, 1))[0], []).append((amount, unit))
    return tuple(_sum(family) for family in families.values())


def duration_in_words(text: str) -> Duration:
    """The duration that `text` names in words. Raises UsageError for anything else."""
    try:
        tokens = tokens_of(_HOURS_AND_MINUTES.sub(r"\g<0>m", text))
    except UsageError:
        raise not_a_duration(text) from None
    match = _WHOLE.fullmatch(kinds_of(tokens))
    if not match:
        raise not_a_duration(text)
    found = durations_in(tokens[match.start(1) : match.end(1)])
    if len(found) > 1:
        units = [str(each) for each in found]
        raise UsageError(
            msg("{text} has units that cannot be added: {units}", text=text, units=units),
            hint=msg("write it in one unit, such as {example}; or as a time", example=units[0]),
        )
    return found[0]


def _amounts(tokens: Sequence[Token]) -> Iterator[tuple[Fraction, str]]:
    for match in _ONE.finditer(kinds_of(tokens)):
        number = tokens[match.start("amount")] if match["amount"] else None
        unit = tokens[match.start("unit")]
        half = Fraction(1, 2) if match["half"] or match["rest"] else Fraction(0)
        amount = (Fraction(number.word if number.kind == "F" else number.value) if number else Fraction(0)) + half
        yield _in_units(amount, unit)


def _in_units(amount: Fraction, unit: Token) -> tuple[Fraction, str]:
    match unit.kind:
        case "u":
            return amount * unit.value, unit.word
        case "p":
            code, count = _UNIT.get(unit.value, ("", 0))
            return amount * count, code
        case "M":
            return amount, "mo"
        case "q":
            return amount * 15, "m"
        case _:
            return amount, "d"


def _sum(amounts: Sequence[tuple[Fraction, str]]) -> Duration:
    """The sum of amounts that have the same smallest unit: in their own unit if they share it and it is whole."""
    units = {unit for _, unit in amounts}
    unit, total = amounts[0][1], sum((amount for amount, _ in amounts), Fraction(0))
    if len(units) > 1 or (total.denominator > 1 and unit in ("h", "wh")):
        total = sum((amount * _PARTS.get(each, (each, 1))[1] for amount, each in amounts), Fraction(0))
        unit = _PARTS.get(unit, (unit, 1))[0]
    text = f"{int(total) if total.denominator == 1 else float(total)}{unit}"
    if total.denominator > 1:
        raise UsageError(
            msg("{text} is not a length of time", text=text),
            hint=_instead(total, unit),
        )
    if not total or unit not in UNITS:
        raise not_a_duration(text)
    if total > LONGEST:
        raise UsageError(msg("{text} is too long: at most {most}", text=text, most=f"{LONGEST}{unit}"))
    return Duration(int(total), unit)


def _instead(total: Fraction, unit: str) -> Message:
    """How an amount that is not whole can be written."""
    hours = total * 24
    if unit == "d" and hours.denominator == 1:
        return msg("write it in hours: {hours}; working time is written like 4wh", hours=f"{hours}h")
    return _INSTEAD.get(unit, msg("write a whole number"))


_INSTEAD = {
    "wd": msg("write it in working hours, such as 4wh"),
    "mo": msg("write it in days, such as 15d"),
}
