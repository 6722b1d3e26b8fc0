"""Amounts of money as people type them: ``1000元``, ``￥1,000.50``, ``RMB 1000``, ``£12.50``, ``1.5万元``, ``1000``."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from casectl.core.values.currencies import SHARED, code_of, decimals_of, near_code
from casectl.core.values.decimals import SPACES, plain_number, times
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.numerals import NUMERALS, chinese_number
from casectl.core.values.regex import regex
from casectl.core.values.widths import narrow

POWERS: dict[str, int] = {"": 1, "k": 1000, "thousand": 1000, "million": 1_000_000, "千": 1000, "万": 10_000,
                          "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}  # fmt: skip
"""The powers of ten behind an amount."""
_COMMA_DECIMAL = ("EUR",)
"""Currencies that many write with a comma before the cents."""

_MINUS = "[-−]"
_FORM = regex(
    rf"(?P<whole>\()?(?P<m1>{_MINUS})?\s*(?P<before>[^\d\s()+−.,-]*(?:\.(?=\s))?)\s*(?P<m2>{_MINUS})?\+?(?P<part>\()?"
    rf"(?P<amount>\d(?:[\d.,{SPACES}]*\d)?|\.\d+)(?:[.,][-–—]+)?\s*"
    r"(?P<power>百万|千万|[千万亿]|k(?![a-z])|thousand|million)?\s*"
    rf"(?(part)\))(?P<m3>{_MINUS})?\s*(?P<after>[^\d\s()−-]*(?: ?[^\d\s()−-]+)*?)整?\s*(?P<m4>{_MINUS})?(?(whole)\))",
    re.ASCII,
)
_STORED = regex(r"-?(?:0|[1-9]\d*)(?:\.\d+)? [A-Z]{3}", re.ASCII)


def is_stored(text: str) -> bool:
    """Whether `text` is an amount as it is stored: ``12.50 EUR``."""
    return bool(_STORED.fullmatch(text))


def parse_money(text: str, currency: str = "", allowed: Sequence[str] = (), decimal: str = "") -> str:
    """The amount with its currency's code, as it is stored; without a currency in `text` it is in `currency`.

    `decimal` is the mark before decimals, if that is known. Minus signs may be before or behind, or be brackets.

    Raises UsageError for what is no amount, for an amount that could be two or, unless `decimal` is known, has more
    decimals than its currency, and for a currency that is unknown or not
    `allowed` (any, if none is named).
    """
    match = _FORM.fullmatch(in_figures(narrow(text).translate(_SIGNS).lower()).replace("整", "").strip())
    if match is None:
        raise not_money(text, currency)
    code = _currency(match, currency, allowed, text)
    if allowed and code not in allowed:
        raise UsageError(
            msg("{text} is in {code}; allowed here: {allowed}", text=text, code=code, allowed=list(allowed)),
            hint=msg("to allow others, add them to currencies: of the field in its template"),
        )
    minus = any(match.group("whole", "part", "m1", "m2", "m3", "m4"))
    power = POWERS[match["power"] or ""]
    figures = plain_number(match["amount"], decimal) if decimal else _plain(match["amount"], code, text)
    amount = f"{'-' if minus else ''}{times(figures, power)}"
    if not decimal:
        _refuse_parts_of_coins(amount, code, text)
    return f"{amount} {code}"


def _refuse_parts_of_coins(amount: str, code: str, text: str) -> None:
    """Raises UsageError for more decimals than the currency has: the mark before them may be one of thousands."""
    most = decimals_of(code)
    whole, _, decimals = amount.partition(".")
    if most is None or len(decimals.rstrip("0")) <= most:
        return
    cut = f"{whole}.{decimals[:most]}" if most else whole
    raise UsageError(
        msg("{text} has more decimals than {code}, which has {count}", text=text, code=code, count=most),
        hint=msg("did you mean {first} or {second}?", first=f"{cut} {code}", second=f"{whole}{decimals} {code}"),
    )


def _currency(match: re.Match[str], currency: str, allowed: Sequence[str], text: str) -> str:
    """The code of the one currency that the words beside an amount name, else `currency`."""
    words = [word.strip() for word in match.group("before", "after") if word.strip()]
    named = {_code(word, currency, allowed, text) for word in words if word not in SHARED}
    shared = (word for word in words if word in SHARED)
    codes = named | {_code(word, _meant(word, named, allowed) or currency, allowed, text) for word in shared}
    if len(codes) > 1:
        raise not_money(text, currency)
    if not (codes or currency):
        raise UsageError(
            msg("{text} has no currency", text=text),
            hint=msg("add its code, such as {example}; or set currency: in casectl.yaml", example=f"{text} GBP"),
        )
    return codes.pop() if codes else currency


_NUMERAL = regex(f"[{''.join(sorted(NUMERALS))}]+")
_COINS = regex(r"(\d+)[元块](\d)$")
_SMALL_COINS = regex(r"(?:(\d+)[元块圆])?(\d)[角毛](?:(\d)分)?")


def in_figures(text: str) -> str:
    """The text with Chinese numbers in figures, and 角 and 分 as decimals of 元."""
    plain = _COINS.sub(r"\1.\2元", _NUMERAL.sub(_figures_of, text))
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


def _meant(word: str, named: Collection[str], allowed: Sequence[str]) -> str:
    """The one currency with that sign that the text names too, or else that is allowed; "" if there is none."""
    either = [code for code in SHARED[word] if code in named] or [code for code in SHARED[word] if code in allowed]
    return either[0] if len(either) == 1 else ""


def _code(word: str, currency: str, allowed: Sequence[str], text: str) -> str:
    """The code of a word or sign. Raises UsageError for one that is unknown or may be any of several."""
    code = word.upper() if word.upper() in allowed else code_of(word, currency)
    if code is None:
        raise UsageError(
            msg("{sign} may be any of {codes}", sign=word, codes=list(SHARED[word])),
            hint=msg("write the code of the currency, such as {example}", example=SHARED[word][0]),
        )
    if code:
        return code
    near = near_code(word, currency)
    if near is None:
        raise not_money(text, currency)
    example = msg("write a code of ISO 4217, such as {example}", example=currency or "GBP")
    raise UsageError(
        msg("{text}: there is no currency {code}", text=text, code=word.upper()),
        hint=msg("did you mean {near}?", near=near) if near else example,
    )


def _plain(written: str, code: str, text: str) -> str:
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
        return re.sub("[.,]", "", whole) + "." + decimals
    if len(marks) > 1:
        if not thousands:
            raise not_money(text, code)
        return "".join(groups)
    if marks and thousands and (marks[0] == "." or code in _COMMA_DECIMAL):
        whole, decimal = "".join(groups), ".".join(groups)
        raise UsageError(
            msg("{text} may be {first} or {second}", text=text, first=f"{whole} {code}", second=f"{decimal} {code}"),
            hint=msg("write it without a thousands separator"),
        )
    return "".join(groups) if marks == [","] and thousands else ".".join(groups)
