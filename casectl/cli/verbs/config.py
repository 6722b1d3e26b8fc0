"""casectl config"""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from casectl.adapters.system.user_settings import ALIAS, KEYS, settings_file, user_settings
from casectl.cli.commands import ALIASES, COMMANDS
from casectl.cli.main import language_sources
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.personal import OWN, Source, colour_sources, editor_sources, first_of, pager_sources
from casectl.cli.verb import verb
from casectl.core.values.messages import Message, msg
from casectl.core.values.nearest import suggestion
from casectl.render.language import _, current_language, known_language
from casectl.render.view import Cell, Column, Row, View


@verb(
    examples=["casectl config", "casectl config --show-origin", "casectl config --json"],
    help=_(
        "Show your own settings: language, color, editor and pager, each with the value in effect here. They can be"
        " written into casectl/config.yaml in $XDG_CONFIG_HOME or ~/.config, a line each, such as language: en."
        " Options and environment variables override it. alias.late: overdue --within 2d makes casectl late a command"
        " of your own. What a team shares is in casectl.yaml instead."
    ),
)
@click.option("--show-origin", is_flag=True, help=_("also show where each comes from"))
@layout_options
@click.pass_obj
def command(settings: Settings, show_origin: bool, layout: ListOptions) -> int:
    columns = (
        Column("setting", _("Setting"), keep=True), Column("value", _("Value")),
        Column("origin", _("Origin"), detail=not show_origin),
    )  # fmt: skip
    found = {
        "language": _language(settings),
        "color": first_of(colour_sources(os.environ)),
        "editor": first_of(iter([*editor_sources(settings.start), ("default", "vi")])),
        "pager": first_of(pager_sources()),
        **{name: (OWN, value) for name, value in user_settings(os.environ).items() if _is_alias(name)},
    }
    rows: list[Row] = [
        {"setting": name, "value": value, "origin": _origin(origin)} for name, (origin, value) in found.items()
    ]
    return write_view(View("config", columns, rows, notes=(*_unknown(), *_wrong())), settings, layout)


def _origin(origin: str) -> Cell:
    """Where a value comes from: a path, a variable, an option, or what is usual."""
    path = str(settings_file(os.environ)) if origin == OWN else origin
    return Cell(path, _("default") if origin == "default" else path)


def _language(settings: Settings) -> Source:
    sources = language_sources({"-C": str(settings.start)}, os.environ)
    origin = next((origin for origin, language in sources if language == current_language()), "--lang")
    return origin, current_language()


def _is_alias(key: str) -> bool:
    name = key.removeprefix(ALIAS)
    return name != key and name not in COMMANDS and name not in ALIASES


def _wrong() -> Iterator[Message]:
    """Values that have no effect."""
    path, own = str(settings_file(os.environ)), user_settings(os.environ)
    for name, choices in _CHOICES.items():
        if name in own and own[name] not in choices and (name != "language" or not known_language(own[name])):
            yield msg("{path}: {name} cannot be {value}; use {choices}", path=path, name=name, value=own[name] or "-",
                      choices=choices)  # fmt: skip


_CHOICES = {"language": ("en", "zh"), "color": ("auto", "always", "never")}
"""The settings that have one of a few values, and those."""


def _unknown() -> tuple[Message, ...]:
    """What is in the file and has no effect."""
    path = str(settings_file(os.environ))
    unknown = [name for name in user_settings(os.environ) if name not in KEYS and not _is_alias(name)]
    return tuple(
        msg("{path}: {name} has no effect, since casectl has a command of that name", path=path, name=name)
        if name.startswith(ALIAS)
        else msg("{path}: there is no setting {name}; {hint}", path=path, name=name,
                 hint=suggestion(name, KEYS) or msg("available: {names}", names=(*KEYS, f"{ALIAS}NAME")))
        for name in unknown
    )  # fmt: skip
