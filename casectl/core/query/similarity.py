"""The similarity of two complaints: by the words and, in Chinese, the pairs of characters that they share.

A rare word counts more than a common one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import log

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.regex import regex
from casectl.core.values.widths import folded

_RUN = regex(r"[^\W\d_]{3,}|\d{3,}")
_HAN = regex(r"[\u3400-\u9fff]+")
_MOST = 60
"""How many words of a long complaint are compared; the longest ones."""

SOLUTION = ("solution.offer", "solution", "resolution", "outcome", "decision", "root_cause")
"""Fields that describe the solution, the most specific first."""

ENOUGH_WORDS = 6
"""The number of words from which a text is unlikely to be repeated by chance."""

STORY = ("problem", "description", "summary", "narrative")
"""What the fields that tell what happened begin with."""
_DESCRIBING = (
    *STORY, "request", "issue", "product", "category", "type", "place",
    "location", "address",
)  # fmt: skip


def described(case: Excerpt) -> str:
    """The description of the complaint: its title and the fields that describe it."""
    fields = case.fields
    return "\n".join([case.text("title"), *(text for name, text in fields.items() if name.startswith(_DESCRIBING))])


def story_tokens(case: Excerpt) -> frozenset[str]:
    """The words of the complaint's story without its title; with the other descriptions if the story is short."""
    story = tokens("\n".join(text for name, text in case.fields.items() if name.startswith(STORY)))
    return story if len(story) >= ENOUGH_WORDS else tokens(described(case))


def tokens(text: str) -> frozenset[str]:
    """The words of a text, folded, and the pairs of Chinese characters; at most sixty."""
    plain = folded(text)
    found = {word for word in _RUN.findall(_HAN.sub(" ", plain)) if not word.isdecimal()}
    pairs = {run[at : at + 2] for run in _HAN.findall(plain) for at in range(len(run) - 1)}
    return frozenset(sorted(found | pairs, key=lambda each: (-len(each), each))[:_MOST])


def weights(words: Collection[str], others: Sequence[Collection[str]]) -> dict[str, float]:
    """The weight of each word, by how few of `others` have it."""
    counts = Counter(word for other in others for word in words if word in other)
    return {word: log((len(others) + 1) / (counts[word] + 0.5)) for word in words}


def similarity(ours: Collection[str], theirs: Collection[str], worth: Mapping[str, float]) -> float:
    """From 0 to 1: the weight of the shared words in that of all; unknown words weigh as much as the rarest known."""
    rare = max(worth.values(), default=1.0)
    both = sum(worth.get(word, rare) for word in ours if word in theirs)
    every = sum(worth.get(word, rare) for word in {*ours, *theirs})
    return both / every if every > 0 else 0.0


def solution(case: Excerpt) -> str:
    """How the complaint was solved, "" if no field says so."""
    return next((text for name in SOLUTION if (text := case.fields.get(name, ""))), "")
