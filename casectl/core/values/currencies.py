"""Currencies: their codes (ISO 4217), and the words and signs that people write for them."""

from __future__ import annotations

import re

from casectl.core.values.nearest import nearest

_WORDS: dict[str, tuple[str, ...]] = {
    "CNY": ("rmb", "cnh", "人民币", "元人民币", "元", "圆", "块", "块钱", "yuan", "renminbi"),
    "EUR": ("€", "euro", "euros", "欧元"),
    "GBP": ("£", "pound", "pounds", "pounds sterling", "sterling", "quid", "英镑", "镑"),
    "USD": ("us$", "us dollar", "us dollars", "美元", "美金"),
    "HKD": ("hk$", "hong kong dollars", "港币", "港元"),
    "JPY": ("日元", "円", "yen"),
    "TWD": ("nt$", "新台币", "台币"),
    "AUD": ("a$", "au$", "australian dollars", "澳元"),
    "CAD": ("c$", "ca$", "canadian dollars", "加元"),
    "SGD": ("s$", "sg$", "新元", "新加坡元"),
    "NZD": ("nz$", "新西兰元", "纽元"),
    "BRL": ("r$",),
    "MXN": ("mx$",),
    "KRW": ("₩", "won", "韩元"),
    "INR": ("₹", "rs", "rs."),
    "RUB": ("₽", "卢布"),
    "TRY": ("₺",),
    "PLN": ("zł", "zl", "zloty"),
    "CHF": ("fr.", "sfr.", "瑞士法郎"),
    "THB": ("฿", "baht", "泰铢"),
    "ILS": ("₪",),
    "UAH": ("₴",),
    "VND": ("₫", "越南盾"),
    "PHP": ("₱",),
    "NGN": ("₦",),
    "MYR": ("rm", "马币", "林吉特"),
    "MOP": ("mop$", "澳门元", "澳门币"),
    "CZK": ("kč",),
    "HUF": ("ft",),
}

_DOLLARS = ("USD", "HKD", "TWD", "AUD", "CAD", "SGD", "NZD", "MXN", "BRL", "CLP", "COP", "ARS")
_CROWNS = ("SEK", "NOK", "DKK", "ISK")
SHARED = {
    "¥": ("CNY", "JPY"),
    "$": _DOLLARS,
    "dollar": _DOLLARS,
    "dollars": _DOLLARS,
    "bucks": _DOLLARS,
    "kr": _CROWNS,
    "kr.": _CROWNS,
}
"""Signs and words that several currencies share: the casebook's, if it is among them."""

_ALL = (
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
    "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR "
    "PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP "
    "TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ATS BEF CYP DEM "
    "EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK"
)
CODES = frozenset(_ALL.split())
"""The currencies of ISO 4217 that are or, as the euro's forerunners, were money."""

_DECIMALS = {
    **dict.fromkeys(re.findall("[A-Z]+", "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    "CLF": 4,
}
"""The decimals of currencies that have not two, as ISO 4217 has them."""


def decimals_of(code: str) -> int | None:
    """How many decimals amounts of a currency have; None for a unit of which that is not known."""
    return _DECIMALS.get(code, 2) if code in CODES else None


_CODE_OF = {word: code for code, words in _WORDS.items() for word in words}


def code_of(word: str, currency: str) -> str | None:
    """The code of a word or sign in lower case: "" for an unknown one, None for one that several currencies share.

    Of those it is `currency`, if it is among them.
    """
    if word in SHARED:
        return currency if currency in SHARED[word] else None
    code = word.upper()
    return _CODE_OF.get(word) or (code if code in CODES or code == currency else "")


def near_code(word: str, currency: str) -> str | None:
    """The code that a mistyped one most likely is; "" if none is near, None for a word that is not like a code."""
    code = word.upper()
    if not re.fullmatch("[A-Z]{3,4}", code):
        return None
    usual = [*([currency] if currency else []), *_WORDS]
    same_letters = [each for each in (*usual, *sorted(CODES)) if sorted(each) == sorted(code)]
    return same_letters[0] if same_letters else nearest(code, usual)
