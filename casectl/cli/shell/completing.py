"""What a shell is answered by click: everything that `casectl.cli.shell.tab` cannot answer yet.

Each answer leaves behind, in the casebook's derived data, what the next one of its kind needs (`tab_cache`): the names
of the casebook, and the options and arguments of the command. A parameter's name says what is meant by it (`_KEYS`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from casectl.adapters.files.case_names import template_of
from casectl.adapters.files.casebook_root import find_root
from casectl.adapters.files.tab_cache import NAMES, keep_part, read_part, root_around, stamp_of
from casectl.cli.options import case_ids
from casectl.cli.shell.offers import ELSE, Names, offered
from casectl.cli.shell.tab import PROGRAM, joined, names_from, unbroken
from casectl.core.values.messages import CasectlError
from casectl.workspace import Workspace

_KEYS = {
    **dict.fromkeys(("owner", "acting_as", "person", "people", "to", "who"), "owner"),
    **dict.fromkeys(("team", "teams"), "team"),
    **dict.fromkeys(("template", "templates"), "template"),
    **dict.fromkeys(("channel", "notice_channel"), "fields.channel"),
    **{"calendar": "calendar", "names": "calendar", "roles": "role", "topic": "topic"},
    **{"clock": "clock", "level": "level"},
}  # fmt: skip
"""The parameters whose values are names of one kind, and that kind."""


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
        done = unbroken(typed)
    items = asked.get_completions(args, typed)
    for item in items:
        item.value = item.value.removeprefix(done)
    click.echo("\n".join(map(asked.format_completion, items)))
    return 0


def script(asked: ShellComplete) -> str:
    """The script for the shell: click's own, but that bash sets no blank behind what has to be continued, and fish cuts
    no description at its first comma.
    """
    reply = "COMPREPLY+=($value)"
    source = asked.source().replace('string split ","', 'string split -m 1 ","')
    return source.replace(reply, f"{reply}\n            [[ $value == *[=:] ]] && compopt -o nospace")


def with_names(command: click.Command) -> None:
    """Have the parameters of a command complete to names, if nothing else says what they complete to."""
    for each in command.params:
        offer = _offer_of(each)
        if offer and each._custom_shell_complete is None:
            each._custom_shell_complete = partial(_items, offer)


def _offer_of(param: click.Parameter) -> str:
    """What the values of a parameter are, as `offers` has it; "" if they have no names, or choices of their own."""
    if isinstance(param.type, click.Choice):
        return ""
    if param.metavar == "TEMPLATE":
        return "names template"
    if param.metavar == "[NAME]":
        return "names calendar"
    if param.metavar in ("NAME=VALUE", "[NAME=VALUE]..."):
        return "values"
    if param.name in ("query", "where"):
        return "query"
    if param.name == "state":
        return "states"
    key = _KEYS.get(param.name or "")
    return f"names {key}" if key else ""


def _items(offer: str, ctx: click.Context, _param: Any, typed: str) -> list[CompletionItem]:
    """What is offered of it, if it begins as what was typed; nothing outside a casebook."""
    start = _start(ctx)
    try:
        names = _names(start)
    except CasectlError:
        return []
    case = str(ctx.params.get("case") or "")
    by_case = offer in ("states", "values") and case
    template = template_of(start, case) if by_case else str(ctx.params.get("template") or "")
    return [CompletionItem(word, help=about or None) for word, about in offered(offer, names, typed, template)]


def _start(ctx: click.Context) -> str:
    return str(ctx.find_root().params.get("repo") or ".")


def _names(start: str) -> Names:
    """The names that the settings and templates have, kept from the last time if they are as then; no case is read.

    Raises RepositoryError outside a casebook.
    """
    root = root_around(start)
    stamp = stamp_of(root, PROGRAM, os.environ) if root else ("", 0)
    kept = read_part(root, NAMES, stamp) if root else None
    if kept is not None:
        return names_from(kept)
    book = Workspace(find_root(Path(start)))
    found = {key: {name: title for name, title in pairs if name} for key, pairs in _all_names(book).items()}
    if root:
        keep_part(root, NAMES, stamp, ((key, name, title) for key, of in found.items() for name, title in of.items()))
    return {key: list(of.items()) for key, of in found.items()}


def _all_names(book: Workspace) -> Mapping[str, list[tuple[str, str]]]:
    from casectl.cli.commands import COMMANDS
    from casectl.cli.topics import topics

    templates = list(book.template_names())
    found: dict[str, list[tuple[str, str]]] = {
        "owner": [(each.name, each.title) for each in book.casebook.people],
        "team": [(name, str(title)) for name, title in book.casebook.teams],
        "template": [(name, "") for name in templates],
        "role": [(name, "") for name, _may in book.casebook.roles],
        "view": list(book.casebook.views),
        "calendar": [(name, "") for name in book.calendars.names()],
        "topic": [*topics().items(), *((name, row.summary) for name, row in COMMANDS.items())],
    }
    for template in templates:
        with suppress(CasectlError):
            for key, name, title in _labelled(book, template):
                found.setdefault(key, []).append((name, title))
    return found


def _labelled(book: Workspace, template: str) -> Iterator[tuple[str, str, str]]:
    """The names in a template: kind, name and title of each."""
    labels = book.labels(template)
    kinds = {"state": labels.states, "clock": labels.clocks, "level": labels.levels, "field": labels.fields,
             f"states {template}": labels.states}  # fmt: skip
    for kind, labelled in kinds.items():
        yield from ((kind, name, str(label.title)) for name, label in labelled.items())
    for name, label in labels.choices.items():
        field, _equals, choice = name.partition("=")
        yield f"fields.{field}", choice, str(label.title)
    options = (each for each in labels.fields.items() if each[1].kind != "map")
    yield from ((f"fields {template}", name, str(label.title)) for name, label in options)


def opening_items(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """The fields of the template as options of `casectl new`, and behind one its choices."""
    last = (ctx.args or [""])[-1]
    is_value = last.startswith("--") and not typed.startswith("-")
    offer = f"names fields.{last.removeprefix('--')}" if is_value else "fields"
    return _items(offer, ctx, None, typed) if ctx.params.get("template") else []


def remember(ctx: click.Context) -> None:
    """Keep the options and arguments of a command for `casectl.cli.shell.tab`, which answers the next time."""
    root = root_around(_start(ctx))
    if root is None:
        return
    part = ctx.command_path.partition(" ")[2] or "casectl"
    stamp = stamp_of(root, PROGRAM, os.environ)
    if read_part(root, part, stamp) is None:
        keep_part(root, part, stamp, _lines(ctx))


def _lines(ctx: click.Context) -> Iterator[tuple[str, ...]]:
    command = ctx.command
    if isinstance(command, click.Group):
        yield from (("command", item.value, item.help or "") for item in command.shell_complete(ctx, ""))
    if ctx.ignore_unknown_options:
        yield ("fields",)
    for param in command.get_params(ctx):
        if isinstance(param, click.Option):
            marks = [name for name in ("is_flag", "hidden", "multiple") if getattr(param, name)]
            names = [*param.opts, *param.secondary_opts]
            yield "option", " ".join(names), " ".join(marks), _kept_offer(param), param.help or ""
        else:
            yield "argument", str(param.name), str(param.nargs), _kept_offer(param)


def _kept_offer(param: click.Parameter) -> str:
    custom = param._custom_shell_complete
    if isinstance(custom, partial):
        return str(custom.args[0])
    if custom is not None:
        return "ids" if custom is case_ids else ELSE
    if isinstance(param.type, click.Choice):
        return f"{'choice' if param.type.case_sensitive else 'anycase'} {'|'.join(map(str, param.type.choices))}"
    return "" if type(param.type).shell_complete is click.ParamType.shell_complete else ELSE
