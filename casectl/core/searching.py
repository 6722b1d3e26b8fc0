"""Finding words in cases: where they stand, how well they fit, and the piece of text to show for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.facts import Facts
from casectl.core.reports import Hit

_WORTH = {"id": 10.0, "title": 8.0, "text": 1.0}
_FIELD_WORTH = 3.0
_AROUND = 24
"""Letters shown before and behind a word."""


def parts(case: Facts) -> Iterator[tuple[str, str]]:
    """The parts of a case that are searched, each with its text: id, title, fields, and what was said and noted."""
    yield "id", case.id
    yield "title", case.text("title")
    yield from ((f"fields.{name}", text) for name, text in case.fields.items())
    yield "text", case.text("text")


def hit(case: Facts, words: Sequence[str]) -> Hit | None:
    """How a case has all of `words` in it, whatever their case; None if it lacks one.

    A word counts by the part it stands in, once for the best part and a little for each other time.
    """
    folded = [(name, text, text.casefold()) for name, text in parts(case)]
    score, best = 0.0, (0.0, "", "")
    for word in (each.casefold() for each in words):
        found = [
            (_WORTH.get(name, _FIELD_WORTH), name, text, count)
            for name, text, low in folded if (count := low.count(word))
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
    at = max(text.casefold().find(word), 0)
    start, end = max(at - _AROUND, 0), at + len(word) + _AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
