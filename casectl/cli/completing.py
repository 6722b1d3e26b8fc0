"""What a shell may complete a word to, beside commands and options: whatever has a name in the casebook.

A parameter's own name says what is meant by it (`_KEYS`); the names are those that lists and queries know, from caches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from casectl.adapters.files.casebook_root import find_root
from casectl.core.template.labels import Labels
from casectl.core.values.errors import CasectlError
from casectl.workspace import Workspace

_KEYS = {
    **dict.fromkeys(("owner", "acting_as", "person", "people", "to", "who"), "owner"),
    **dict.fromkeys(("team", "teams"), "team"),
    **dict.fromkeys(("template", "templates"), "template"),
    **dict.fromkeys(("channel", "notice_channel"), "fields.channel"),
    "state": "state", "clock": "clock", "level": "level",
}  # fmt: skip
"""The parameters whose values are names of one kind, and that kind's key in queries."""
_QUERIED = ("owner", "team", "state", "template", "clock", "level")
_BREAKS = "=:"
"""Where bash breaks a word; it completes only what comes behind the last of these."""

_SAFE = re.compile(r"[\w@.:=,+/-]+")

Offer = Iterable[tuple[str, str]]
"""Words and what each is, "" for nothing more."""


def answer(root: click.Command, instruction: str, variable: str) -> int:
    """Answer the shell that asked by these environment variables; the exit code, 1 for a shell that is not known."""
    shell, _, wanted = instruction.partition("_")
    kind = get_completion_class(shell)
    if kind is None or wanted not in ("source", "complete"):
        return 1
    asked = kind(root, {}, "casectl", variable)
    if wanted == "source":
        click.echo(script(asked), nl=False)
        return 0
    args, typed = asked.get_completion_args()
    done = ""
    if shell == "bash":
        *args, typed = joined([*args, typed])
        done = typed[: max(map(typed.rfind, _BREAKS)) + 1]
    items = asked.get_completions(args, typed)
    for item in items:
        item.value = item.value.removeprefix(done)
    click.echo("\n".join(map(asked.format_completion, items)))
    return 0


def script(asked: ShellComplete) -> str:
    """The script for the shell: click's own, but that bash sets no blank behind what has to be continued."""
    reply = "COMPREPLY+=($value)"
    return asked.source().replace(reply, f"{reply}\n            [[ $value == *[=:] ]] && compopt -o nospace")


def joined(words: Sequence[str]) -> list[str]:
    """The words as they were typed: bash breaks them at ``=`` and ``:``."""
    found: list[str] = []
    for word in words:
        after_break = found and found[-1][-1:] in tuple(_BREAKS) and not found[-1].startswith(tuple(_BREAKS))
        if found and (after_break or (word and not word.strip(_BREAKS))):
            found[-1] += word
        else:
            found.append(word)
    return found


def with_names(command: click.Command) -> None:
    """Have the parameters of a command complete to names, if nothing else says what they complete to."""
    for each in command.params:
        offer = _offer_for(each)
        if offer and each._custom_shell_complete is None:
            each._custom_shell_complete = partial(_items, offer)


def _offer_for(param: click.Parameter) -> Callable[[Workspace, click.Context, str], Offer] | None:
    if param.metavar == "TEMPLATE":
        return partial(_named, "template")
    if param.name in ("calendar", "names") or param.metavar == "[NAME]":
        return lambda book, _ctx, _typed: ((name, "") for name in book.calendars.names())
    if param.metavar in ("NAME=VALUE", "[NAME=VALUE]..."):
        return _assignments
    if param.name in ("query", "where"):
        return _queries
    if param.name == "state":
        return _states
    if param.name == "roles":
        return lambda book, _ctx, _typed: ((name, "") for name, _may in book.casebook.roles)
    if param.name == "topic":
        return lambda _book, _ctx, _typed: _topics()
    key = _KEYS.get(param.name or "")
    return partial(_named, key) if key else None


def _items(
    offer: Callable[[Workspace, click.Context, str], Offer], ctx: click.Context, _param: Any, typed: str
) -> list[CompletionItem]:
    """What is offered of it, if it begins as what was typed; nothing outside a casebook."""
    *listed, last = typed.rpartition(",") if "," in typed and "=" not in typed else ("", "", typed)
    before = "".join(listed)
    try:
        found = dict(offer(_book(ctx), ctx, last))
    except CasectlError:
        return []
    return [CompletionItem(before + word, help=about or None) for word, about in found.items() if _begins(word, last)]


def _begins(word: str, typed: str) -> bool:
    """Whether a word continues what was typed, and is safe where the shell puts it: into a line that will be run."""
    return word.casefold().startswith(typed.casefold()) and _SAFE.fullmatch(word) is not None


def _book(ctx: click.Context) -> Workspace:
    return Workspace(find_root(Path(ctx.find_root().params.get("repo") or ".")))


def _names(book: Workspace, key: str) -> Iterator[tuple[str, str]]:
    """The names that settings and templates have under the key of a query, each with its title; no case is read."""
    if key == "owner":
        yield from ((each.name, each.title) for each in book.casebook.people)
    elif key == "team":
        yield from ((name, str(title)) for name, title in book.casebook.teams)
    elif key == "template":
        yield from ((name, "") for name in book.template_names())
    else:
        for template in book.template_names():
            yield from _labelled(book.labels(template), key)


def _labelled(labels: Labels, key: str) -> Iterator[tuple[str, str]]:
    field = key.partition(".")[2]
    found = labels.choices if field else getattr(labels, f"{key}s")
    names = ((name.partition("=") if field else ("", "", name), str(label.title)) for name, label in found.items())
    yield from ((name, title) for (of, _equals, name), title in names if of == field)


def _named(key: str, book: Workspace, _ctx: click.Context, _typed: str) -> Offer:
    return _names(book, key)


def _states(book: Workspace, ctx: click.Context, _typed: str) -> Offer:
    """The states of the case that was named, else those of all templates."""
    from casectl.actions.lookup.find import find, read

    case = ctx.params.get("case")
    if not case:
        return _names(book, "state")
    template = book.labels(read(book, find(book, str(case))).header.template)
    return ((name, str(label.title)) for name, label in template.states.items())


def _assignments(book: Workspace, _ctx: click.Context, typed: str) -> Offer:
    """Fields, each with its equals sign; behind that the choices of the field."""
    name, equals, _value = typed.partition("=")
    if equals:
        return ((f"{name}={choice}", title) for choice, title in _names(book, f"fields.{name}"))
    return ((f"{field}=", title) for field, title in _names(book, "field"))


def _queries(book: Workspace, _ctx: click.Context, typed: str) -> Offer:
    """Saved views, the keys of queries, and behind a key the names that it may have."""
    key, colon, _value = typed.partition(":")
    if colon:
        return ((f"{key}:{name}", title) for name, title in _names(book, key) if key in _QUERIED)
    views = ((f"@{name}", query) for name, query in book.casebook.views)
    return (*views, *((f"{each}:", "") for each in _QUERIED))


def _topics() -> Offer:
    from casectl.cli.commands import COMMANDS
    from casectl.cli.topics import topics

    return (*topics().items(), *((name, row.summary) for name, row in COMMANDS.items()))


def opening_items(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """The fields of the template as options of `casectl new`, and behind one its choices."""
    template, last = str(ctx.params.get("template") or ""), (ctx.args or [""])[-1]

    def offer(book: Workspace, _ctx: click.Context, _typed: str) -> Offer:
        if last.startswith("--") and not typed.startswith("-"):
            return _names(book, f"fields.{last.removeprefix('--')}")
        fields = book.labels(template).fields
        return ((f"--{name}", str(label.title)) for name, label in fields.items() if label.kind != "map")

    return _items(offer, ctx, None, typed) if template else []
