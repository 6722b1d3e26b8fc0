"""Verbs that take a query: ``casectl list state:active -owner:me``, where the shell would see an option."""

from __future__ import annotations

import click

from casectl.cli.typed.words import NEGATED, words_last
from casectl.cli.verb import Verb


class QueryVerb(Verb):
    """A verb with a query among its words, in which one dash may precede a condition."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, once no condition looks like an option."""
        if any(map(NEGATED.match, args)):
            options = (each for each in self.params if isinstance(each, click.Option) and not each.is_flag)
            args = words_last(args, {name for each in options for name in each.opts})
        return super().parse_args(ctx, args)
