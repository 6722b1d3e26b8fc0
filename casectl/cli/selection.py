"""The options with which lists choose their cases."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

import click

from casectl.actions.lookup.known_names import (
    TAGS,
    field_kind,
    fields_of,
    is_text,
    levels_of,
    names_called,
    refuse_unknown,
    states_of,
    unknown_names,
)
from casectl.core.query.model import EVERY, All, Condition, walk
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import text_of
from casectl.render.language import _
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from casectl.core.query.scope import QueryScope
    from casectl.render.view import View

RANGES = ("received", "opened", "closed", "due")


def selection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--state, --owner, --team … and the time ranges, together as `chosen` (turn it into a condition with `query`)."""

    @functools.wraps(function)
    def gathered(*args: Any, **given: Any) -> Any:
        chosen = {name: given.pop(name) for name in _NAMES}
        return function(*args, chosen=chosen, **given)

    for option in reversed(_options()):
        gathered = option(gathered)
    return gathered


_PLAIN = ("state", "category", "owner", "team", "level", "template", "text", "field")
_NAMES = ("query", *_PLAIN, *(f"{name}_{end}" for name in RANGES for end in ("from", "to")))


def _options() -> list[Callable[[Any], Any]]:
    def many(name: str, short: str, help: str) -> Callable[[Any], Any]:
        return click.option(f"--{name}", name, multiple=True, metavar=short, help=help)

    plain = [
        many("state", _("STATE"), _("in this state; again for another")),
        many("category", _("CATEGORY"), _("open, waiting, resolved, closed, or active for all but closed")),
        many("owner", _("PERSON"), _("owned by this person; me is you, - is nobody")),
        many("team", _("TEAM"), _("of this team")),
        many("level", "N", _("of this level")),
        many("template", _("TEMPLATE"), _("of this template")),
        many("text", _("WORDS"), _("saying this in title, fields, contacts or notes")),
        click.option(
            "-f", "--field", "field", multiple=True, metavar="NAME=VALUE", help=_("with this field of this value")
        ),
    ]
    titles = {"received": _("received"), "opened": _("opened"), "closed": _("closed"), "due": _("next due")}
    ranges = [
        click.option(
            f"--{name}-{end}", f"{name}_{end}", default="", metavar=_("TIME"), help=text.format(what=titles[name])
        )
        for name in RANGES
        for end, text in (("from", _("{what} at this time or later")), ("to", _("{what} before this time")))
    ]
    words = click.argument(
        "query", nargs=-1, metavar="[QUERY]...", help=_("conditions such as state:open due<2wd; casectl help queries")
    )
    return [words, *plain, *ranges]


def query(context: Workspace, chosen: dict[str, Any]) -> Condition:
    """What was chosen, understood. Raises UsageError, NotFound for words that name nothing."""
    if not any(chosen.values()):
        return EVERY
    plain = All((*_plain(context, chosen), *_times(context, chosen)))
    refuse_unknown(context, _names(plain))
    return All((*plain.of, read(context, " ".join(chosen["query"])))) if chosen["query"] else plain


def where(context: Workspace, text: str) -> Condition:
    """The cases that a query means. Raises UsageError, NotFound for words that name nothing."""
    return query(context, {**dict.fromkeys(_NAMES, ()), "query": (text,)})


def read(context: Workspace, text: str) -> Condition:
    """A query's text, understood. Raises UsageError, NotFound for words that name nothing."""
    from casectl.core.query.parser import read_query

    return read_query(text, _ground(context))


def _ground(context: Workspace) -> QueryScope:
    from casectl.actions.lookup.case_links import case_linked
    from casectl.core.query.scope import QueryScope

    return QueryScope(
        dict(context.casebook.views),
        lambda: context.actor.name,
        context.typed_time,
        functools.partial(names_called, context),
        functools.partial(fields_of, context),
        lambda word: word in states_of(context),
        functools.partial(_unknown, context),
        functools.partial(field_kind, context),
        functools.partial(levels_of, context),
        functools.partial(case_linked, context),
    )


def _unknown(context: Workspace, condition: Condition) -> list[tuple[str, Message]]:
    """The names in it that mean nothing here; of a tag that no case has yet, that is only told."""
    names = _names(condition)
    if context.warn:
        for _, why in unknown_names(context, {TAGS: names.pop(TAGS, [])}):
            context.warn(why)
    return unknown_names(context, names)


def _plain(context: Workspace, chosen: dict[str, Any]) -> Iterator[Condition]:
    from casectl.core.query.conditions import InState, Mentions, OneOf
    from casectl.core.query.fields import FIELDS
    from casectl.core.query.scope import Operand

    for key in ("owner", "team", "template"):
        if chosen[key]:
            yield OneOf(key, tuple(name for word in chosen[key] for name in _called(context, key, word)))
    for key in ("state", "level"):
        if chosen[key]:
            yield FIELDS[key](_ground(context), ":", Operand(chosen[key]))
    if chosen["category"]:
        yield InState((), _categories(chosen["category"]))
    if chosen["field"]:
        yield from _fields(context, chosen["field"])
    yield from map(Mentions, chosen["text"])


def _fields(context: Workspace, pairs: Iterable[str]) -> Iterator[Condition]:
    from casectl.cli.input import field_values
    from casectl.core.query.conditions import FieldIs
    from casectl.core.query.scope import Operand
    from casectl.core.query.values import field_condition

    for name, value in field_values(list(pairs)):
        name = name.removeprefix("fields.")
        if field_kind(context, name) == "yes_no":
            yield field_condition(_ground(context), name, ":", Operand((text_of(value),)))
        else:
            yield FieldIs(name, names_called(context, f"fields.{name}", text_of(value)))


def _times(context: Workspace, chosen: dict[str, Any]) -> Iterator[Condition]:
    from casectl.core.query.conditions import Range, TimeWithin

    for name in RANGES:
        since, until = chosen[f"{name}_from"], chosen[f"{name}_to"]
        if since or until:
            ends = (_beginning(context, name, each) if each else None for each in (since, until))
            yield TimeWithin(name if name == "due" else f"{name}_at", Range(*ends))


def _beginning(context: Workspace, name: str, text: str) -> datetime:
    """When a time begins that a person typed as the end of a range: a day, a week, a month at its first moment."""
    from casectl.core.time.periods import parse_period

    days = parse_period(text, context.now.astimezone(context.zone).date(), past=name != "due")
    return context.typed_time(days[0].isoformat() if days else text, time(0))


def _names(condition: Condition) -> dict[str, list[str]]:
    """The names of states, people, teams, templates, clocks and fields in it, and the values of fields."""
    from casectl.core.query.conditions import ClockRuns, FieldCompares, FieldIs, InState, Like, OneOf

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
        elif isinstance(each, ClockRuns):
            found.setdefault("clock", []).extend(each.clocks)
        elif isinstance(each, Like) and each.key.startswith("fields."):
            found.setdefault("field", []).append(each.key.removeprefix("fields."))
    return found


def tell_of_whole(context: Workspace, condition: Condition) -> None:
    """Say, where nothing was found, that a text field was compared as a whole, and how to look for a part."""
    from casectl.core.query.conditions import FieldIs

    for each in walk(condition):
        if isinstance(each, FieldIs) and each.needle and context.warn and is_text(context, each.name):
            part = f"{each.name}~{each.needle}"
            context.warn(msg("{field}: is the whole text; {part} looks for a part of it", field=each.name, part=part))


def with_fields(context: Workspace, view_of: Callable[[Sequence[str]], View], asked: Iterable[str]) -> View:
    """A view of cases, with the templates' fields for columns where one is asked for that no case has."""
    view = view_of(())
    here = {column.name for column in view.columns}
    names = (name.removeprefix("-") for name in asked)
    return view if all({name, f"fields.{name}"} & here for name in names) else view_of(fields_of(context))


def _called(context: Workspace, key: str, word: str) -> tuple[str, ...]:
    if key == "owner" and word in ("me", "我", "-"):
        return ("" if word == "-" else context.actor.name,)
    return names_called(context, key, word)


def _categories(names: tuple[str, ...]) -> tuple[str, ...]:
    known = ("open", "waiting", "resolved", "closed", "active")
    wrong = [name for name in names if name not in known]
    if wrong:
        raise UsageError(msg("{names} is no category; they are {known}", names=wrong, known=known))
    return names
