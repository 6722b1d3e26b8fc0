"""The words of a case as the index keeps them, and how they are tested before a case is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from casectl.core.query.excerpt import Excerpt
from casectl.core.query.prefilter import AnyOf, EachOf, HasAll, HasMost, Prefilter
from casectl.core.values.widths import folded

WordTest = Callable[[bytes], bool]
"""Whether a case may be wanted, by its words."""


def searched(case: Excerpt) -> bytes:
    """All that words are looked for in."""
    return _encoded(
        joined((case.id, case.text("title"), case.text("source"), *case.fields.values(), case.text("text")))
    )


def joined(texts: Iterable[str]) -> str:
    """Texts folded, in one stroke, with between them what no word has in it."""
    return folded("\0".join(texts))


def word_test(prefilter: Prefilter) -> WordTest:
    """The test that a prefilter means."""
    match prefilter:
        case HasAll(words):
            return _all_of(sorted(map(_encoded, words), key=len, reverse=True))
        case HasMost(weights, spare):
            return _most_of(sorted(((weight, _encoded(word)) for word, weight in weights.items()), reverse=True), spare)
        case EachOf(prefilters):
            tests = list(map(word_test, prefilters))
            return lambda text: all(test(text) for test in tests)
        case AnyOf(prefilters):
            tests = list(map(word_test, prefilters))
            return lambda text: any(test(text) for test in tests)


def _all_of(words: Iterable[bytes]) -> WordTest:
    def test(text: bytes) -> bool:
        for word in words:  # noqa: SIM110 (all() takes twice as long, and this is asked of every case)
            if word not in text:
                return False
        return True

    return test


def _most_of(heaviest: Iterable[tuple[float, bytes]], spare: float) -> WordTest:
    """Decided as soon as too much is missing."""

    def test(text: bytes) -> bool:
        missing = 0.0
        for weight, word in heaviest:
            if word not in text:
                missing += weight
                if missing > spare:
                    return False
        return True

    return test


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
