"""Finding words in cases: where they stand, how well they fit, and the piece of text to show for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.widths import folded

_WORTH = {"id": 10.0, "source": 10.0, "title": 8.0, "text": 1.0}
_FIELD_WORTH = 3.0
_BEFORE, _BEHIND = 8, 40
"""What is shown before a word, in letters of Latin width, and letters behind it: few before it, so that a narrow column
cuts the rest and not the word."""


class Hit(NamedTuple):
    """A case that has the words in it: the part that has them best (title, text, fields.NAME …), and what it says."""

    case: Excerpt
    score: float
    where: str
    said: str


def parts(case: Excerpt) -> Iterator[tuple[str, str]]:
    """The parts of a case that are searched: id, an imported case's id elsewhere, title, fields, and what was said."""
    yield "id", case.id
    yield "source", case.text("source")
    yield "title", case.text("title")
    yield from ((f"fields.{name}", text) for name, text in case.fields.items())
    yield "text", case.text("text")


def hit(case: Excerpt, words: Sequence[str]) -> Hit | None:
    """How a case has all of `words` in it, whatever their case and width; None if it lacks one.

    A word counts by the part it stands in, once for the best part and a little for each other time.
    """
    plain = [(name, text, folded(text)) for name, text in parts(case)]
    score, best = 0.0, (0.0, "", "")
    for word in map(folded, words):
        found = [
            (_WORTH.get(name, _FIELD_WORTH), name, text, count)
            for name, text, low in plain if (count := low.count(word))
        ]  # fmt: skip
        if not found:
            return None
        worth, name, text, _ = max(found, key=lambda each: each[0])
        score += worth + 0.1 * min(sum(each[3] for each in found) - 1, 9)
        if worth > best[0]:
            best = (worth, name, around(text, word))
    return Hit(case, score, best[1], best[2])


def around(text: str, word: str) -> str:
    """The piece of `text` around the first `word` (folded), on one line."""
    text = " ".join(text.split())
    at = _place(text, max(folded(text).find(word), 0))
    start, end = _beginning(text, at), at + len(word) + _BEHIND
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _beginning(text: str, at: int) -> int:
    """Where to begin so that the letter at `at` is seen early on: a Chinese one before it takes two places."""
    room, start = _BEFORE, at
    while start and (room := room - (1 if text[start - 1] < "\u1100" else 2)) >= 0:
        start -= 1
    return start


def _place(text: str, at: int) -> int:
    """Which letter of `text` stands at `at` in what it is folded to: some letters become two."""
    if len(text) == len(folded(text)):
        return at
    lengths = accumulate(len(each.casefold()) for each in text)
    return next((place for place, length in enumerate(lengths) if length > at), 0)
