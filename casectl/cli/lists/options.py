"""The options with which lists choose their cases, the query among their words, and the class of such verbs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from casectl.cli.options import with_options
from casectl.cli.typed.words import NEGATED, words_last
from casectl.cli.verb import Verb
from casectl.render.language import _

RANGES = ("received", "opened", "closed", "due")


def selection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """--state, --owner, --team …, the time ranges and QUERY, together as `chosen` (see `selection`)."""

    @functools.wraps(function)
    def gathered(*args: Any, **given: Any) -> Any:
        chosen = {name: given.pop(name) for name in NAMES}
        return function(*args, chosen=chosen, **given)

    return with_options(gathered, *_options())


_SINGLE = ("state", "category", "owner", "team", "level", "template", "text", "field")
NAMES = ("query", *_SINGLE, *(f"{name}_{end}" for name in RANGES for end in ("from", "to")))


def _options() -> list[Callable[[Any], Any]]:
    def many(name: str, short: str, help: str) -> Callable[[Any], Any]:
        return click.option(f"--{name}", name, multiple=True, metavar=short, help=help)

    plain = [
        many("state", _("STATE"), _("in this state; can be repeated")),
        many("category", _("CATEGORY"), _("open, waiting, resolved or closed; or active, which means all but closed")),
        many("owner", _("PERSON"), _("owned by this person; me is you, - is nobody")),
        many("team", _("TEAM"), _("of this team")),
        many("level", "N", _("of this level")),
        many("template", _("TEMPLATE"), _("of this template")),
        many("text", _("WORDS"), _("with this text in title, fields, contacts or notes")),
        click.option(
            "-f", "--field", "field", multiple=True, metavar="NAME=VALUE", help=_("with this value in this field")
        ),
    ]
    titles = {
        "received": _("received"),
        "opened": _("opened"),
        "closed": _("closed or withdrawn"),
        "due": _("next due"),
    }
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


class QueryVerb(Verb):
    """A verb with a query among its words, in which one dash may precede a condition."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, once no condition looks like an option."""
        if any(map(NEGATED.match, args)):
            options = (each for each in self.params if isinstance(each, click.Option) and not each.is_flag)
            args = words_last(args, {name for each in options for name in each.opts})
        return super().parse_args(ctx, args)
