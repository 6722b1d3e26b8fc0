"""Amounts of money as people type them: ``1000元``, ``￥1,000.50``, ``RMB 1000``, ``£12.50``, ``1.5万元``, ``1000``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.numerals import NUMERALS, chinese_number
from casectl.core.values.widths import narrow

CODES: dict[str, tuple[str, ...]] = {
    "CNY": ("rmb", "cny", "cnh", "人民币", "元人民币", "元", "圆", "块", "块钱", "yuan"),
    "EUR": ("eur", "€", "euro", "euros", "欧元"),
    "GBP": ("gbp", "£", "pound", "pounds", "英镑", "镑"),
    "USD": ("usd", "us$", "美元", "美金"),
    "HKD": ("hkd", "hk$", "港币", "港元"),
    "JPY": ("jpy", "日元", "円", "yen"),
    "TWD": ("twd", "nt$", "新台币", "台币"),
    "AUD": ("aud", "a$", "澳元"),
    "CAD": ("cad", "c$", "加元"),
    "SGD": ("sgd", "s$", "新元", "新加坡元"),
    "KRW": ("krw", "₩", "韩元"),
    "INR": ("inr", "₹"),
    "RUB": ("rub", "₽"),
    "TRY": ("try", "₺"),
    "PLN": ("pln", "zł"),
    "CHF": ("chf", "瑞士法郎"),
}
"""Currencies by their code of ISO 4217, and the words and signs that mean no other."""

_SHARED = {
    "¥": ("CNY", "JPY"),
    "$": ("USD", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD", "MXN", "BRL", "CLP", "COP", "ARS"),
}
"""Signs that several currencies share: the casebook's, if it is among them."""
_CODE_OF = {word: code for code, words in CODES.items() for word in words}
POWERS: dict[str, int] = {"": 1, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
"""The powers of ten behind an amount."""
_COMMA_DECIMAL = ("EUR",)
"""Currencies that many write with a comma before the cents."""

_FORM = re.compile(
    r"(?P<before>[^\d\s+\-.,]*)\s*(?P<sign>-?)\s*(?P<amount>\d[\d.,' ]*\d|\.?\d+)\s*(?P<power>百万|千万|[千万亿]?)\s*"
    r"(?P<after>[^\d\s]*(?: ?[^\d\s]+)?)",
    re.ASCII,
)
_STORED = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)? [A-Z]{3}", re.ASCII)


def is_stored(text: str) -> bool:
    """Whether `text` is an amount as it is stored: ``12.50 EUR``."""
    return bool(_STORED.fullmatch(text))


def parse_money(text: str, currency: str = "", allowed: Sequence[str] = ()) -> str:
    """The amount with its currency's code, as it is stored; without a currency in `text` it is in `currency`.

    Raises UsageError for what is no amount, for an amount that could be two, and for a currency that is not `allowed`
    (any, if none is named).
    """
    match = _FORM.fullmatch(in_figures(narrow(text).translate(_SIGNS).replace("整", "").lower()))
    words = [word.strip() for word in match.group("before", "after") if word.strip()] if match else []
    named = {_code(word, currency, text) for word in words if word not in _SHARED}
    codes = {_code(word, min(named & set(_SHARED.get(word, ())), default=currency), text) for word in words}
    if match is None or "" in codes or len(codes) > 1:
        raise not_money(text, currency)
    code = codes.pop() if codes else currency
    if not code:
        raise UsageError(
            msg("{text} has no currency", text=text),
            hint=msg("add its code, such as {example}; or set currency: in casectl.yaml", example=f"{text} GBP"),
        )
    if allowed and code not in allowed:
        raise UsageError(
            msg("{text} is in {code}; allowed here: {allowed}", text=text, code=code, allowed=list(allowed)),
            hint=msg("currencies: of the field in its template names others"),
        )
    return f"{match['sign']}{_amount(match['amount'], POWERS[match['power']], code, text)} {code}"


_NUMERAL = re.compile(f"[{''.join(sorted(NUMERALS))}]+")
_SMALL_COINS = re.compile(r"(?:(\d+)[元块圆])?(\d)[角毛](?:(\d)分)?")


def in_figures(text: str) -> str:
    """The text with Chinese numbers in figures, and 角 and 分 as decimals of 元."""
    plain = _NUMERAL.sub(_figures_of, text)
    return _SMALL_COINS.sub(lambda match: f"{match[1] or 0}.{match[2]}{match[3] or ''}元", plain)


def _figures_of(match: re.Match[str]) -> str:
    number = chinese_number(match[0])
    return match[0] if number is None else str(number)


_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "￥": "¥",
        "￡": "£",
        "￦": "₩",
        "，": ",",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "’": "'",
    }
)


def not_money(text: str, currency: str = "") -> UsageError:
    """The error that `text` is no amount of money, and how one is written."""
    return UsageError(
        msg("{text} is not an amount of money", text=text),
        hint=msg("write an amount and a currency, such as {example}", example=f"1234.50 {currency or 'GBP'}"),
    )


def _code(word: str, currency: str, text: str) -> str:
    """The code of a word or sign, "" for an unknown one."""
    code = code_of(word, currency)
    if code is None:
        raise UsageError(
            msg("{sign} may be any of {codes}", sign=word, codes=list(_SHARED[word])),
            hint=msg("write the code of the currency, such as {example}", example=_SHARED[word][0]),
        )
    return code


def code_of(word: str, currency: str) -> str | None:
    """The code of a word or sign in lower case: "" for an unknown one, None for one that several currencies share.

    Of those it is `currency`, if it is among them.
    """
    if word in _SHARED:
        return currency if currency in _SHARED[word] else None
    return _CODE_OF.get(word) or (word.upper() if re.fullmatch("[a-z]{3}", word) else "")


def _amount(written: str, power: int, code: str, text: str) -> str:
    """The amount in plain figures. Raises UsageError where a separator may be that of thousands or of decimals."""
    plain = re.sub(r"(?<=\d)[ '](?=\d{3}(?!\d))", "", written)
    marks = [mark for mark in plain if mark in ",."]
    if re.search("[ ']", plain):
        raise not_money(text, code)
    groups = re.split("[.,]", plain)
    thousands = len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    if len(set(marks)) == 2:  # the last one is the decimal mark
        whole, decimals = plain.rsplit(marks[-1], 1)
        if marks.count(marks[-1]) > 1 or not re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", whole):
            raise not_money(text, code)
        return times(re.sub("[.,]", "", whole) + "." + decimals, power)
    if len(marks) > 1:
        if not thousands:
            raise not_money(text, code)
        return times("".join(groups), power)
    if marks and thousands and (marks[0] == "." or code in _COMMA_DECIMAL):
        whole, decimal = "".join(groups), ".".join(groups)
        raise UsageError(
            msg("{text} may be {first} or {second}", text=text, first=f"{whole} {code}", second=f"{decimal} {code}"),
            hint=msg("write it without a separator of thousands"),
        )
    return times("".join(groups) if marks == [","] and thousands else ".".join(groups), power)


def times(figures: str, power: int) -> str:
    """A decimal number times a power of ten, in plain figures."""
    whole, _, decimals = figures.partition(".")
    shift = len(str(power)) - 1
    if shift:
        moved = decimals.ljust(shift, "0")
        whole, decimals = whole + moved[:shift], moved[shift:].rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{decimals}" if decimals else "")
