"""Whether a text names a person of the casebook: ``Li Na (no. 8021)``, ``Mr Berg``, ``b.berg``, ``李经理``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from casectl.core.values.regex import regex

_WORD = regex(r"[^\W\d_]+")
_HAN = regex(r"[\u3400-\u9fff]")
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "madam", "agent", "clerk", "colleague", "courier", "driver"}
    | {"manager", "officer", "supervisor", "the"}
)
"""What may stand before a family name, and is no other given name."""
_CALLED = "先生|女士|小姐|经理|主管|主任|组长|老师|师傅|同事|客服"
"""What follows a Chinese family name where the given name is left out."""


def words_alone(names: Sequence[str]) -> list[tuple[str, ...]]:
    """For each full name the words of it that no other full name has; of a Chinese one its family name."""
    words = [frozenset(_words(each)) for each in names]
    count = Counter(word for each in words for word in each)
    return [tuple(sorted(word for word in each if count[word] == 1)) for each in words]


def _words(name: str) -> Iterable[str]:
    folded = normalize("NFKC", name).casefold()
    return folded[:1] if _HAN.match(folded) else (each for each in _WORD.findall(folded) if len(each) > 1)


def is_named(names: Iterable[str], alone: Sequence[str], text: str) -> bool:
    """Whether a text has one of these names as a word of its own, or a word of the full name that is theirs `alone`.

    Not where another given name stands before it: ``Ann Berg`` is not Bo Berg.
    """
    plain = normalize("NFKC", text)
    folded = plain.casefold()
    whole = [normalize("NFKC", each).casefold() for each in names]
    if any(_has(folded, each) for each in whole if each and each in folded):
        return True
    own = {word for each in whole for word in _WORD.findall(each)}
    return any(_is_alone(plain, word, own) for word in alone if word in folded)


def _has(text: str, name: str) -> bool:
    """As a word of its own; Chinese has no spaces between words."""
    before = "" if _HAN.match(name[0]) else r"(?<!\w)"
    after = "" if _HAN.match(name[-1]) else r"(?!\w)"
    return re.search(f"{before}{re.escape(name)}{after}", text) is not None


def _is_alone(text: str, word: str, own: set[str]) -> bool:
    if _HAN.match(word):
        return re.search(rf"^\s*{word}\s*$|{word}(?={_CALLED})|[小老]{word}", text) is not None
    pattern = rf"(?:(?<!\w)([^\W\d_]+)[.\s]\s*)?(?<!\w){re.escape(word)}(?!\w)(?:,\s*([^\W\d_]+))?"
    return any(_fits(each[1], own) and _fits(each[2], own) for each in re.finditer(pattern, text, re.IGNORECASE))


def _fits(beside: str | None, own: set[str]) -> bool:
    """Whether a word beside a family name is no given name but one's own, or its first letter."""
    if not beside or (folded := beside.casefold()) in own | _TITLES:
        return True
    if len(beside) == 1:
        return any(each.startswith(folded) for each in own)
    return beside[0].islower()
