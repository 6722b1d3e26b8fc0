"""What the options and the query of a list mean: the condition that its cases meet."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from casectl.actions.lookup.bare_words import filters_called
from casectl.actions.lookup.known_names import (
    TAGS,
    field_kind,
    field_names,
    fields_of,
    levels_of,
    names_called,
    refuse_unknown,
    states_of,
    unknown_names,
)
from casectl.actions.lookup.owed_rows import Holders
from casectl.cli.lists.options import RANGES
from casectl.core.query.conditions import (
    ClockRuns,
    EverOf,
    FieldCompares,
    FieldIs,
    InState,
    Like,
    Mentions,
    NumberBetween,
    OneOf,
    Range,
    TimeWithin,
)
from casectl.core.query.fields import FIELDS, MOST, OF_SOURCE
from casectl.core.query.model import And, Condition, walk
from casectl.core.query.parser import read_query
from casectl.core.query.relations import OfferedTo
from casectl.core.query.scope import Operand, QueryScope, names_for, nobody
from casectl.core.query.values import field_condition
from casectl.core.values.messages import Message, NotFound, msg
from casectl.core.values.naming import MOVED, has_moved
from casectl.core.values.tree import text_of
from casectl.workspace import Workspace


def condition_of(context: Workspace, chosen: dict[str, Any]) -> Condition:
    """The condition that the options and the query say together. Raises UsageError, NotFound for an unknown name."""
    plain = And((*_plain(context, chosen), *_times(context, chosen)))
    refuse_unknown(context, _names(plain))
    return And((*plain.of, read_query(" ".join(chosen["query"]), _scope(context)))) if chosen["query"] else plain


def _scope(context: Workspace) -> QueryScope:
    return QueryScope(
        dict(context.casebook.views),
        lambda: context.actor.name,
        lambda text, past: context.typed_times.span(text, past=past),
        functools.partial(_named, context),
        functools.partial(fields_of, context),
        lambda word: word in states_of(context),
        functools.partial(_unknown, context),
        functools.partial(field_kind, context),
        functools.partial(levels_of, context),
        functools.partial(_linked, context),
        functools.partial(filters_called, context),
        Holders(context).teams_of,
        functools.partial(field_names, context),
    )


def _named(context: Workspace, key: str, word: str) -> tuple[str, ...]:
    """The names that a word means; of one that meant another state up to 0.1 it is said which it means now."""
    found = names_called(context, key, word)
    if key == "state" and has_moved(word, found) and context.warn:
        before, now = MOVED[word]
        context.warn(msg("{word} now means state:{now}; if you mean what it meant before, write state:{before}",
                         word=word, now=now, before=before))  # fmt: skip
    return found


def _linked(context: Workspace, case_ref: str) -> tuple[str, frozenset[str]]:
    from casectl.actions.lookup.case_links import case_linked  # which reads a case

    return case_linked(context, case_ref)


def _unknown(context: Workspace, condition: Condition, in_view: bool) -> list[tuple[str, Message]]:
    """The unknown names in a condition; a tag of a view that no case has yet is only reported, and is no error."""
    names = _names(condition)
    if in_view and context.warn:
        for _, why in unknown_names(context, {TAGS: names.pop(TAGS, [])}):
            context.warn(why)
    found = unknown_names(context, names)
    return [*found, *_unknown_ids(context, condition), *_unknown_sources(context, condition)]


def _unknown_sources(context: Workspace, condition: Condition) -> Iterator[tuple[str, Message]]:
    """The systems that no case was imported from."""
    for each in walk(condition):
        if isinstance(each, Like) and each.key == "source" and each.pattern.endswith(OF_SOURCE):
            name = each.pattern.removesuffix(OF_SOURCE)
            if not any(map(each.is_in, context.excerpts().cases)):
                yield name, msg("no case was imported from {name}", name=name)


def _unknown_ids(context: Workspace, condition: Condition) -> Iterator[tuple[str, Message]]:
    """What is asked for as an id, or as a part of one, and is in none, nor an id that a case had before."""
    for each in walk(condition):
        if isinstance(each, Like) and each.key == "id" and not any(map(each.is_in, context.excerpts().cases)):
            try:
                _linked(context, each.pattern)
            except NotFound as error:
                yield each.pattern, error.what


def _plain(context: Workspace, chosen: dict[str, Any]) -> Iterator[Condition]:
    for key in ("owner", "team", "template"):
        if chosen[key]:
            yield OneOf(key, tuple(name for word in chosen[key] for name in _called(context, key, word)))
    for key in ("state", "category", "level"):
        if chosen[key]:
            yield FIELDS[key](_scope(context), ":", Operand(chosen[key]))
    if chosen["field"]:
        yield from _fields(context, chosen["field"])
    yield from map(Mentions, chosen["text"])


def _fields(context: Workspace, pairs: Iterable[str]) -> Iterator[Condition]:
    from casectl.cli.asking.input import field_values  # which may ask an editor

    for name, value in field_values(list(pairs)):
        name = names_called(context, "field", name.removeprefix("fields."))[0]
        if field_kind(context, name) in ("yes_no", "map"):
            yield field_condition(_scope(context), name, ":", Operand((text_of(value),)))
        else:
            yield FieldIs(name, names_called(context, f"fields.{name}", text_of(value)))


def _times(context: Workspace, chosen: dict[str, Any]) -> Iterator[Condition]:
    for name in RANGES:
        since, until = chosen[f"{name}_from"], chosen[f"{name}_to"]
        if since or until:
            ends = (_beginning(context, name, each) if each else None for each in (since, until))
            yield TimeWithin(name if name == "due" else f"{name}_at", Range(*ends))


def _beginning(context: Workspace, name: str, text: str) -> datetime:
    """The instant at which a typed day, week or month begins, or the instant that was typed."""
    return context.typed_times.span(text, past=name != "due")[0]


def _names(condition: Condition) -> dict[str, list[str]]:
    """The names in a condition: states, people, teams, templates, clocks, fields, and the values of fields."""
    found: dict[str, list[str]] = {}
    for each in walk(condition):
        if isinstance(each, OneOf):
            found.setdefault(each.key, []).extend(each.values)
        elif isinstance(each, InState):
            found.setdefault("state", []).extend(name for name in each.states if name not in each.categories)
        elif isinstance(each, (FieldIs, FieldCompares)):
            found.setdefault("field", []).append(each.name)
            if isinstance(each, FieldIs):
                found.setdefault(f"fields.{each.name}", []).extend(each.values)
        elif isinstance(each, NumberBetween) and each.key == "level":
            found.setdefault("level", []).extend(_levels(each))
        elif isinstance(each, OfferedTo):
            found.setdefault("offered", []).extend(each.names)
        elif isinstance(each, EverOf):
            found.setdefault("template", []).extend(each.templates)
        elif isinstance(each, ClockRuns):
            found.setdefault("clock", []).extend(each.clocks)
        elif isinstance(each, Like) and each.key.startswith("fields."):
            found.setdefault("field", []).append(each.key.removeprefix("fields."))
    return found


def _levels(range_: NumberBetween) -> list[str]:
    """The level that is asked for, or from which on; none of those below one."""
    is_asked = range_.most in (range_.least, MOST) and range_.least
    return [str(range_.least)] if is_asked else []


def _called(context: Workspace, key: str, word: str) -> tuple[str, ...]:
    return tuple(names_for(key, _scope(context), nobody(Operand((word,)))))
