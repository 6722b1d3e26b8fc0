"""Words that look the same to people and are not: whoever has the one could act as the other."""

from __future__ import annotations

import unicodedata

_LIKE_LATIN = str.maketrans("аеорсухіјѕԁһӏкмтвнгανορτυικχ", "aeopcyxijsdhlkmtbhravoptuikx")
"""Letters of other alphabets that look like Latin ones (some of Unicode's confusables, UTS 39)."""


def as_seen(word: str) -> str:
    """A form that words have in common which look the same: in any case, width, or alphabet."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold()).translate(_LIKE_LATIN)
