"""The options with which lists choose their cases."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

import click

from casectl.actions.unknown import refuse_unknown
from casectl.cli.input import field_values
from casectl.core.errors import CasectlError, Misused
from casectl.core.messages import msg
from casectl.core.query import Query, Range
from casectl.core.tree import text_of
from casectl.render.language import _
from casectl.workspace import Workspace

RANGES = ("received", "opened", "closed", "due")


def selection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--state, --owner, --team … and the time ranges, together as `chosen` (turn it into a Query with `query`)."""

    @functools.wraps(function)
    def gathered(*args: Any, **given: Any) -> Any:
        chosen = {name: given.pop(name) for name in _NAMES}
        return function(*args, chosen=chosen, **given)

    for option in reversed(_options()):
        gathered = option(gathered)
    return gathered


_PLAIN = ("state", "category", "owner", "team", "level", "template", "text", "field")
_NAMES = (*_PLAIN, *(f"{name}_{end}" for name in RANGES for end in ("from", "to")))


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
    return [*plain, *ranges]


def query(desk: Workspace, chosen: dict[str, Any]) -> Query:
    """What was chosen, understood. Raises Misused, NotFound for words that name nothing."""
    owners = tuple(_owner(desk, each) for each in chosen["owner"])
    refuse_unknown(desk, {**chosen, "owner": owners})
    ranges = {name: _range(desk, chosen[f"{name}_from"], chosen[f"{name}_to"]) for name in RANGES}
    fields = tuple((name.removeprefix("fields."), text_of(value)) for name, value in field_values(chosen["field"]))
    levels = tuple(_level(each) for each in chosen["level"])
    state, team, template, text = (tuple(chosen[name]) for name in ("state", "team", "template", "text"))
    return Query(state, _categories(chosen["category"]), owners, team, levels, template, text, fields, **ranges)


def known_fields(desk: Workspace, asked: Iterable[str]) -> list[str]:
    """The fields of all templates if columns such as ``fields.channel`` are asked for: they may be empty everywhere."""
    if not any(name.removeprefix("-").startswith("fields.") for name in asked):
        return []
    found: dict[str, None] = {}
    for name in desk.template_names():
        try:
            found |= {".".join(path): None for top in desk.template(name).fields for path, _field in top.walk()}
        except CasectlError:  # check names its faults; the other templates' fields still count
            continue
    return list(found)


def _owner(desk: Workspace, name: str) -> str:
    if name == "me":
        return desk.actor.name
    return "" if name == "-" else name


def _categories(names: tuple[str, ...]) -> tuple[str, ...]:
    known = ("open", "waiting", "resolved", "closed", "active")
    wrong = [name for name in names if name not in known]
    if wrong:
        raise Misused(msg("{names} is no category; they are {known}", names=wrong, known=known))
    return names


def _level(text: str) -> int:
    if not text.isdecimal():
        raise Misused(msg("{text} is no level", text=text))
    return int(text)


def _range(desk: Workspace, since: str, until: str) -> Range:
    return Range(desk.day_start(since) if since else None, desk.day_start(until) if until else None)
