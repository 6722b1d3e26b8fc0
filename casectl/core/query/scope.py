"""The ground a query is read on: what names mean in one casebook; and what stands behind an operator."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import NamedTuple

from casectl.core.query.model import Condition
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class

Linked = tuple[str, frozenset[str]]


class QueryScope(NamedTuple):
    """What a query is read on.

    The saved views, who ``me`` is, what a time means (a day alone is `time` of it); which names a word stands for
    under a key, such as the states so titled; the dotted names of the templates' fields, and whether a word is the very
    name of a state; the names in a condition that mean nothing here, each with what to say of it; the type of a field,
    "" if nobody knows; what the levels are called; the case that a part of an id means with those that it is linked to
    (of "": no case, and all that some case is linked to).
    """

    views: Mapping[str, str]
    me: Callable[[], str]
    moment: Callable[[str, time], datetime]
    called: Callable[[str, str], tuple[str, ...]]
    fields: Callable[[], Collection[str]]
    is_state: Callable[[str], bool] = lambda _: False
    unknown: Callable[[Condition], Sequence[tuple[str, Message]]] = lambda _: ()
    kind: Callable[[str], str] = lambda _: ""
    levels: Callable[[], Sequence[Message]] = lambda: ()
    linked: Callable[[str], Linked] = lambda word: (word, frozenset())


@value_class
class Operand:
    """What stands behind an operator: the words with commas between them, or the two ends of a range (``a..b``)."""

    pieces: tuple[str, ...]
    is_range: bool = False


class WrongOperator(Exception):
    """The field is not asked with this operator."""


def nobody(value: Operand) -> tuple[str, ...]:
    """The words, "" in place of one that says none."""
    return tuple("" if piece in ("-", "none", "无") else piece for piece in value.pieces)


def called(key: str, scope: QueryScope, words: Iterable[str]) -> Iterator[str]:
    """The names that words stand for under a key."""
    for word in words:
        if word in ("me", "我") and key == "owner":
            yield scope.me()
        elif word:
            yield from scope.called(key, word)
        else:
            yield word
