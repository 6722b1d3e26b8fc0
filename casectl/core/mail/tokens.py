"""The token by which an answer finds its case: the case's id, and a keyed digest of it that only we can make.

It is part of an address (``care+c-2611-7qk3xm4tv.f3k…@example.org``) or stands in the subject
(``[C-2611-7QK3XM4TV.f3k…]``); letter case does not matter.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterator

from casectl.core.case.ids import event_id, is_case_id

_TOKEN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,8}-\d{4}-[0-9A-Z]{9})\.([0-9a-z]{16})(?![0-9a-z])", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,8}-\d{4}-[0-9A-Z]{9}(?![A-Za-z0-9])", re.IGNORECASE)
_PURPOSE = b"casectl mail 1\0"


def token(key: bytes, case_id: str) -> str:
    """The token of a case."""
    return f"{case_id}.{_digest(key, case_id)}"


def tokens_in(text: str) -> Iterator[tuple[str, str]]:
    """What has the form of a token: the case's id and the digest, whether it is ours or not."""
    for found in _TOKEN.finditer(text):
        yield found[1].upper(), found[2].lower()


def is_ours(key: bytes, case_id: str, digest: str) -> bool:
    """Whether the digest was made with this key for this case."""
    return hmac.compare_digest(_digest(key, case_id), digest)


def case_numbers_in(text: str) -> list[str]:
    """The ids of cases in a text, each once; one with a wrong check character is none."""
    found = dict.fromkeys(each[0].upper() for each in _NUMBER.finditer(text))
    return [each for each in found if is_case_id(each)]


def _digest(key: bytes, case_id: str) -> str:
    return event_id(hmac.digest(key, _PURPOSE + case_id.encode(), hashlib.sha256)[:16])
