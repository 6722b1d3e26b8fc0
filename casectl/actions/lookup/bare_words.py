"""Bare words of a query that name something: ``front-line`` is a team, and no text to search for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casectl.actions.context import Reading
from casectl.actions.lookup.known_names import fields_of, met_names, titled_names
from casectl.core.query.conditions import BareWord
from casectl.core.query.fields import CALLED, FIELDS
from casectl.core.query.model import Condition, walk
from casectl.core.query.usual_words import conditions_called, forms_of, usual_words
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.naming import comparable, names_meant
from casectl.core.values.nearest import a_few, nearest
from casectl.core.values.regex import regex

_KEYS = ("state", "owner", "team", "template", "clock")
_ALIKE = 0.75
"""How near a word must be to a name to be taken for a slip: below it is more often an honest word of the texts."""


def filters_called(context: Reading, word: str) -> list[str]:
    """The conditions that a bare word means: by the names and titles of the casebook, or as such words are used.

    Empty if it names nothing, and is searched for. What is named by a Chinese title is said in Chinese.
    """
    found = _conditions_of(context, word)
    return [_in_chinese(context, each, word) for each in found] if _CHINESE.fullmatch(word) else found


def _in_chinese(context: Reading, condition: str, word: str) -> str:
    """A condition as somebody types it who has typed `word`: 状态:待受理 for state:received."""
    key, _, name = condition.partition(":")
    if key in _KEYS and name in names_meant(word, titled_names(context, key)):
        return f"{next(title for title, known in CALLED.items() if known == key)}:{word}"
    return condition


def _conditions_of(context: Reading, word: str) -> list[str]:
    words = [word, *forms_of(word)]
    views = [(name, ()) for name, _ in context.casebook.views]
    named = {**{f"{key}:": titled_names(context, key) for key in _KEYS}, "@": views}
    found = [f"{key}{name}" for key, known in named.items() for each in words for name in names_meant(each, known)]
    return list(dict.fromkeys([*found, *conditions_called(word)])) or _any_of(context, word)


def _any_of(context: Reading, word: str) -> list[str]:
    """The condition that names with commas between them mean: ``owner:bo,li``; empty unless all name such a thing."""
    parts = re.split("[,，、]", word)
    meant = [_conditions_of(context, part) for part in parts] if len(parts) > 1 else []
    for key in (f"{each}:" for each in _KEYS):
        names = [found.removeprefix(key) for each in meant for found in each[:1] if found.startswith(key)]
        if len(names) == len(parts):
            return [f"{key}{','.join(names)}"]
    return []


def refuse_slips(context: Reading, condition: Condition, *, for_exit_code: bool = False) -> None:
    """Raises UsageError if a bare word of a query that found nothing is, or is nearly, the name of something.

    An empty list must not hide a slip, least of all from a job that only looks at the exit code: for that no bare word
    may be one that no case has at all.
    """
    bare = {each.words: each for each in walk(condition) if isinstance(each, BareWord)}
    for word, each in bare.items():
        if filters := _nearly(context, word) or _other_filters(context, word):
            raise UsageError(
                msg("no case has {word} in its texts", word=word),
                hint=msg("did you mean {filters}? To search the text all the same: {text}",
                         filters=a_few(filters), text=f"text:{word}"),
            )  # fmt: skip
        if for_exit_code and not any(each.matches(case, _ignored) for case in context.excerpts().cases):
            raise UsageError(
                msg("no case has {word} in its texts", word=word),
                hint=msg("if the word is mistyped, the exit code would be misleading; to search the text"
                         " anyway: {text}",
                         text=f"text:{word}"),
            )  # fmt: skip


def _ignored(_template: str, _state: str) -> str:
    """The category of a state, which texts do not ask for."""
    return ""


def _nearly(context: Reading, word: str) -> list[str]:
    """The conditions that a word means which is slightly misspelt, a key, or known to imported cases alone."""
    if key := _key(word):
        return [f"{key}:…"]
    met = {key: met_names(context, key) for key in _KEYS}
    exact = [f"{key}:{_quoted(name)}" for key, names in met.items() for name in names_meant(word, names)]
    if exact:
        return exact
    for keys, is_like in ((_KEYS, _is_part), (("owner", "team"), _is_a_sign_off)):
        if like := [each for each, names in _named(context, keys) if is_like(word, names)]:
            return list(dict.fromkeys(like))
    near = nearest(word, [*_every_name(context), *usual_words()], _ALIKE)
    return filters_called(context, near or word)


def _key(word: str) -> str:
    """The key of conditions that a word is by itself: ``level`` of ``level 2``."""
    return next((key for key in FIELDS if comparable(key) == comparable(word)), CALLED.get(word, ""))


def _is_part(word: str, names: Iterable[str]) -> bool:
    """Whether `word` is one of the words of a name, or begins one, or is, in Chinese, two signs of it or more."""
    wanted = comparable(word)
    if _CHINESE.fullmatch(wanted):
        return len(wanted) > 1 and any(wanted in comparable(name) for name in names)
    is_long = len(wanted) >= _BEGINS
    return any(
        wanted == comparable(part) or (is_long and comparable(part).startswith(wanted))
        for name in names
        for part in re.split(r"[\s_-]+", name)
    )


def _is_a_sign_off(word: str, names: Iterable[str]) -> bool:
    """Whether a Chinese word of two signs or more is a name in all of them but one: 小丽 for 小李."""
    wanted = comparable(word)
    return len(wanted) > 1 and any(
        len(name) == len(wanted)
        and _CHINESE.fullmatch(name) is not None
        and sum(one != other for one, other in zip(wanted, name, strict=True)) == 1
        for name in map(comparable, names)
    )


_BEGINS = 4
"""So many letters begin nothing by chance."""
_CHINESE = regex(r"[\u3400-\u9fff]+")


def _named(context: Reading, keys: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is known under some keys, as conditions, each with its names and titles."""
    for key in keys:
        yield from ((f"{key}:{name}", (name, *titles)) for name, titles in titled_names(context, key))


def _every_name(context: Reading) -> Iterator[str]:
    yield from (name for _, names in _named(context, _KEYS) for name in names)
    yield from (name for name, _ in context.casebook.views)


def _quoted(name: str) -> str:
    return name if comparable(name) == name and name.isalnum() else f'"{name}"'


def _other_filters(context: Reading, word: str) -> list[str]:
    """The conditions that ask for such a thing; empty if the word names none."""
    found = (*_levels(context, word), *_choices(context, word), *_fields(context, word), *_people(context, word))
    return list(dict.fromkeys(found))


def _levels(context: Reading, word: str) -> Iterator[str]:
    yield from (f"level:{name}" for name in names_meant(word, titled_names(context, "level")) if not word.isdecimal())


def _choices(context: Reading, word: str) -> Iterator[str]:
    for field in fields_of(context):
        for name in names_meant(word, titled_names(context, f"fields.{field}")):
            if not word.isdecimal():
                yield f"{field}:{name}"


def _fields(context: Reading, word: str) -> Iterator[str]:
    yield from (f"{name}:…" for name in names_meant(word, titled_names(context, "field")))


def _people(context: Reading, word: str) -> Iterator[str]:
    """Those who have the role of that name, or whose family name in Chinese the word is."""
    wanted, people = comparable(word), context.casebook.people
    roles = [each.name for each in people if wanted in map(comparable, each.roles)]
    if roles:
        yield f"owner:{','.join(roles)}"
    elif len(wanted) == 1 and wanted > "\u3400":
        family = [each.name for each in people if any(title.startswith(wanted) for title in each.titles)]
        yield from (f"owner:{name}" for name in family)
