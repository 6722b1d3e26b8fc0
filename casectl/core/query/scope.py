"""The scope of a query: what names mean in one casebook, and the operand of an operator."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from casectl.core.query.model import Condition
from casectl.core.query.usual_words import conditions_called
from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple, value_class

Linked = tuple[str, frozenset[str]]


class QueryScope(NamedTuple):
    """What the names in a query mean in one casebook.

    views       the text of each saved view
    me          the name of the person at work
    time_span   the start and the end (exclusive) of a typed time; true: it is in the past, where a weekday is the last
    names_for   the names that a word refers to under a key, such as the states with that title
    fields      the dotted names of the templates' fields
    is_state    whether a word is exactly the name of a state
    unknown     the unknown names in a condition, each with a message; true: of a view, where a tag may be one to come
    kind        the type of a field, "" if unknown
    levels      the titles of the levels
    teams_of    the teams of some people
    field_names all names that a field has and had
    linked      the case that part of an id refers to, and those it is linked to; for "", no case and all linked ones
    filters     the conditions that a bare word may mean, such as ``team:billing`` for the title of that team
    """

    views: Mapping[str, str]
    me: Callable[[], str]
    time_span: Callable[[str, bool], tuple[datetime, datetime]]
    names_for: Callable[[str, str], tuple[str, ...]]
    fields: Callable[[], Collection[str]]
    is_state: Callable[[str], bool] = lambda _: False
    unknown: Callable[[Condition, bool], Sequence[tuple[str, Message]]] = lambda _, __: ()
    kind: Callable[[str], str] = lambda _: ""
    levels: Callable[[], Sequence[Message]] = lambda: ()
    linked: Callable[[str], Linked] = lambda word: (word, frozenset())
    filters: Callable[[str], Sequence[str]] = lambda _: ()
    teams_of: Callable[[Iterable[str]], tuple[str, ...]] = lambda _: ()
    field_names: Callable[[str], tuple[str, ...]] = lambda name: (name,)


@value_class
class Operand:
    """The operand of an operator: its values separated by commas, or the two ends of a range (``a..b``)."""

    pieces: tuple[str, ...]
    is_range: bool = False


class WrongOperator(Exception):
    """The field does not support this operator."""


def nobody(value: Operand) -> tuple[str, ...]:
    """The values, with "" in place of a word for none."""
    return tuple("" if piece in ("-", "none", "无") else piece for piece in value.pieces)


def names_for(key: str, scope: QueryScope, words: Iterable[str]) -> Iterator[str]:
    """The names that words refer to under a key."""
    for word in words:
        usual = conditions_called(word) if key == "owner" else []
        if word in ("me", "我") and key == "owner":
            yield scope.me()
        elif not word:
            yield word
        elif (names := scope.names_for(key, word)) == (word,) and (said := _SAID & {*usual}):
            yield scope.me() if "owner:me" in said else ""
        else:
            yield from names


_SAID = frozenset(("owner:me", "owner:none"))
