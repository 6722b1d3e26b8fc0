"""Verbs that take a query: ``casectl list state:active -owner:me``, where the shell would see an option."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

import click

from casectl.cli.verb import Verb

_NEGATED = re.compile(r"-(?:[@(（]|[^\x00-\x7f]|[^\W\d][\w.]*[:：<>~＜＞≤≥～])")
"""How a condition begins that must not hold: no option's name has such a sign in it."""


class QueryVerb(Verb):
    """A verb with a query among its words, in which one dash may precede a condition."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, once no condition looks like an option."""
        if any(map(_NEGATED.match, args)):
            options = (each for each in self.params if isinstance(each, click.Option) and not each.is_flag)
            args = words_last(args, {name for each in options for name in each.opts})
        return super().parse_args(ctx, args)


def words_last(args: Sequence[str], valued: Collection[str]) -> list[str]:
    """The options with their values (`valued` take the next word), and behind ``--`` all other words in their order."""
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for word in rest:
        if word == "--":
            words += rest
        elif len(word) > 1 and word.startswith("-") and not _NEGATED.match(word):
            options += [word, *([next(rest, "")] if word in valued else [])]
        else:
            words.append(word)
    return [*options, "--", *words]
