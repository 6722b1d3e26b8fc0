"""Prefilters: texts that a case must have in it to be found, so that an index need not read cases that lack them.

Letters match however they are written, as `folded` has it. A prefilter may let cases through that are not meant, but
never holds one back that is. So only the letters and digits of a text are looked for: blanks and signs may be other
ones in the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, Union

from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class
from casectl.core.values.widths import folded


@value_class
class HasAll:
    """Each of these words is in the case; they are `folded`, and of letters and digits alone."""

    words: tuple[str, ...]


@value_class
class HasMost:
    """Words in the case, each with its weight; those that are missing weigh no more than `spare`.

    They are `folded`.
    """

    weights: Mapping[str, float]
    spare: float


@value_class
class AnyOf:
    """One of these is true of the case."""

    prefilters: tuple[Prefilter, ...]


@value_class
class EachOf:
    """All of these are true of the case."""

    prefilters: tuple[Prefilter, ...]


Prefilter: TypeAlias = Union[HasAll, HasMost, "AnyOf", "EachOf"]

_PIECE = regex(r"[a-z0-9]+|[\u3041-\u312f\u3400-\u9fff]+|[^\x00-\x7f\u3041-\u312f\u3400-\u9fff]+")


def prefilter_for(search_texts: Sequence[str]) -> HasAll | None:
    """That all the texts are in a case; None if there is nothing to look for."""
    words = tuple(word for search_text in search_texts for word in _words(search_text))
    return HasAll(words) if words else None


def any_of(search_texts: Iterable[str]) -> AnyOf:
    """That one of the texts is in a case; those in which there is nothing to look for do not count."""
    return AnyOf(tuple(found for search_text in search_texts if (found := prefilter_for([search_text]))))


def _words(search_text: str) -> Iterator[str]:
    for piece in _PIECE.finditer(folded(search_text)):
        yield from piece.group().split()
