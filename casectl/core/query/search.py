"""Searching words in cases: in which part they are, how well they match, and the snippet to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.value_class import NamedTuple
from casectl.core.values.widths import folded

_WEIGHTS = {"id": 10.0, "source": 10.0, "title": 8.0, "text": 1.0}
_FIELD_WEIGHT = 3.0
_BEFORE, _AFTER = 8, 40
"""The room before a word, in columns of Latin width, and the letters after it: little before it, so that a narrow
column cuts off the rest and not the word.
"""


class Hit(NamedTuple):
    """A case that contains the words: the part that matches best (title, text, fields.NAME …), and a snippet of it."""

    case: Excerpt
    score: float
    where: str
    snippet: str


def parts(case: Excerpt) -> Iterator[tuple[str, str]]:
    """The parts of a case that are searched: id, an imported case's id in its source, title, fields, contacts and
    notes.
    """
    yield "id", case.id
    yield "source", case.text("source")
    yield "title", case.text("title")
    yield from ((f"fields.{name}", text) for name, text in case.fields.items())
    yield "text", case.text("text")


def hit(case: Excerpt, words: Sequence[str]) -> Hit | None:
    """The match if a case contains all of `words`, ignoring letter case and width; None if it lacks one.

    A word scores by the best part that contains it, and a little for each further occurrence.
    """
    plain = [(name, text, folded(text)) for name, text in parts(case)]
    score, best = 0.0, (0.0, "", "")
    for word in map(folded, words):
        found = [
            (_WEIGHTS.get(name, _FIELD_WEIGHT), name, text, count)
            for name, text, low in plain if (count := low.count(word))
        ]  # fmt: skip
        if not found:
            return None
        weight, name, text, _ = max(found, key=lambda each: each[0])
        score += weight + 0.1 * min(sum(each[3] for each in found) - 1, 9)
        if weight > best[0]:
            best = (weight, name, snippet_around(text, word))
    return Hit(case, score, best[1], best[2])


def snippet_around(text: str, word: str) -> str:
    """The piece of `text` around the first `word` (folded), on one line."""
    text = " ".join(text.split())
    at = _index_before_folding(text, max(folded(text).find(word), 0))
    start, end = _start(text, at), at + len(word) + _AFTER
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _start(text: str, at: int) -> int:
    """The start of a snippet that shows the letter at `at` early; a Chinese letter before it takes two columns."""
    room, start = _BEFORE, at
    while start and (room := room - (1 if text[start - 1] < "\u1100" else 2)) >= 0:
        start -= 1
    return start


def _index_before_folding(text: str, at: int) -> int:
    """The index in `text` of the letter that is at `at` after folding, which turns some letters into two."""
    if len(text) == len(folded(text)):
        return at
    lengths = accumulate(len(folded(each)) or 1 for each in text)
    return next((place for place, length in enumerate(lengths) if length > at), 0)
