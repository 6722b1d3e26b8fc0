"""The token by which an answer finds its case: the case's id, and a keyed digest of it that only we can make.

It is part of an address (``care+c-2611-7qk3xm4tv.f3k…@example.org``) or stands in the subject
(``[C-2611-7QK3XM4TV.f3k…]``); letter case does not matter.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterator

from casectl.core.case.ids import event_id, is_case_id
from casectl.core.values.regex import regex

_ID = r"(?<![A-Za-z0-9])([A-Z]{1,8}-\d{4}-[0-9A-Z]{9})"
_WHOLE = regex(_ID + r"\s*\.\s*([0-9a-z]{16})(?![0-9a-z])", re.IGNORECASE | re.ASCII)
_PART = regex(_ID + r"\s*\.(?=[a-z]*\d)([0-9a-z]{6,})", re.IGNORECASE | re.ASCII)
"""A token that is too short or too long: a word with a digit right behind the dot, as no sentence goes on."""
_BRACKETED = regex(r"[\[({<【]([^\[({<【\])}>】]{1,100})[\])}>】]")
_WITHIN = regex(_ID + r"\.([0-9a-z]+)", re.IGNORECASE | re.ASCII)
_NUMBER = regex(_ID + r"(?![A-Za-z0-9])", re.IGNORECASE | re.ASCII)
_LOOKALIKES = str.maketrans({**dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"), "。": ".", "·": "."})
_PURPOSE = b"casectl mail 1\0"


def token(key: bytes, case_id: str) -> str:
    """The token of a case."""
    return f"{case_id}.{_digest(key, case_id)}"


def tokens_in(text: str) -> Iterator[tuple[str, str]]:
    """What has the form of a token, or is meant to have it: the case's id and the digest, whether it is ours or not.

    Mail programs break lines and change letter case; whoever makes one up may leave characters out, put blanks in, or
    write it in full width.
    """
    plain = _plain(text)
    within = ("".join(each[1].split()) for each in _BRACKETED.finditer(plain))
    bracketed = filter(None, map(_WITHIN.fullmatch, within))
    found = [*_WHOLE.finditer(plain), *_PART.finditer(plain), *bracketed]
    yield from dict.fromkeys((each[1].upper(), each[2].lower()) for each in found)


def _plain(text: str) -> str:
    """The text without what only its typesetting has: full width, invisible characters, other dashes and dots."""
    normal = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    return "".join(each for each in normal if unicodedata.category(each) != "Cf")


def is_ours(key: bytes, case_id: str, digest: str) -> bool:
    """Whether the digest was made with this key for this case."""
    return hmac.compare_digest(_digest(key, case_id), digest)


def case_numbers_in(text: str) -> list[str]:
    """The ids of cases in a text, each once; one with a wrong check character is none."""
    found = dict.fromkeys(each[1].upper() for each in _NUMBER.finditer(_plain(text)))
    return [each for each in found if is_case_id(each)]


def _digest(key: bytes, case_id: str) -> str:
    return event_id(hmac.digest(key, _PURPOSE + case_id.encode(), hashlib.sha256)[:16])
