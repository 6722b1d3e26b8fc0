"""How like two complaints are: by the words and, in Chinese, the pairs of characters that they share.

A word that few cases have counts more than one that many have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import log

from casectl.core.facts import Facts
from casectl.core.widths import folded

_RUN = re.compile(r"[^\W\d_]{3,}|\d{3,}")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_MOST = 60
"""How many words of a long complaint are looked at; the longest ones."""

CUSTOMER = ("customer.ref", "customer.contact", "customer.id", "customer.phone", "customer.email")
"""Fields that tell who the customer is."""

REFERENCE = ("reference", "product.ref", "order", "order.ref", "account")
"""Fields that tell what it is about."""

SOLUTION = ("solution.offer", "solution", "resolution", "outcome", "decision", "root_cause")
"""Fields that tell how it was solved, the most telling first."""

_TELLING = (
    "problem", "description", "summary", "narrative", "request", "issue", "product", "category", "type", "place",
    "location", "address",
)  # fmt: skip


def described(case: Facts) -> str:
    """What the complaint is about: its title and the fields that describe it."""
    fields = case.fields
    return "\n".join([case.text("title"), *(text for name, text in fields.items() if name.startswith(_TELLING))])


def tokens(text: str) -> frozenset[str]:
    """The words of a text, folded, and the pairs of Chinese characters; at most sixty."""
    plain = folded(text)
    found = {word for word in _RUN.findall(_HAN.sub(" ", plain)) if not word.isdecimal()}
    pairs = {run[at : at + 2] for run in _HAN.findall(plain) for at in range(len(run) - 1)}
    return frozenset(sorted(found | pairs, key=lambda each: (-len(each), each))[:_MOST])


def weights(words: Collection[str], others: Sequence[Collection[str]]) -> dict[str, float]:
    """What each word is worth, by how many of some `others` have it."""
    counts = Counter(word for other in others for word in words if word in other)
    return {word: log((len(others) + 1) / (counts[word] + 0.5)) for word in words}


def likeness(ours: Collection[str], theirs: Collection[str], worth: Mapping[str, float]) -> float:
    """Between 0 and 1: what is shared of what either has, by weight; unknown words weigh as the rarest known."""
    rare = max(worth.values(), default=1.0)
    both = sum(worth.get(word, rare) for word in ours if word in theirs)
    every = sum(worth.get(word, rare) for word in {*ours, *theirs})
    return both / every if every > 0 else 0.0


def same(first: Facts, second: Facts, names: Collection[str]) -> bool:
    """Whether two cases have the same text in one of these fields; that there is none says nothing."""
    ours, theirs = first.fields, second.fields
    words = {name: word for name in names if (word := _plain(ours.get(name, ""))) not in _NOTHING}
    return any(word == _plain(theirs.get(name, "")) for name, word in words.items())


_NOTHING = frozenset(
    ("", "none", "no", "nil", "na", "unknown", "anonymous", "tbd", "无", "没有", "不详", "未知", "匿名", "保密", "待定")
)


def _plain(text: str) -> str:
    """A number however it is grouped, a name however it is written."""
    return "".join(character for character in folded(text) if character.isalnum())


def solution(case: Facts) -> str:
    """How it was solved, "" if no field says."""
    return next((text for name in SOLUTION if (text := case.fields.get(name, ""))), "")
