"""The words of a command line, apart from its options."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from casectl.core.values.regex import regex

NEGATED = regex(r"-(?:[@(（]|[^\x00-\x7f]|[^\W\d][\w.]*[:：<>~＜＞≤≥～])")
"""How a condition begins that must not hold: no option's name has such a sign in it."""


def words_last(args: Sequence[str], valued: Collection[str]) -> list[str]:
    """The options with their values (`valued` take the next word), and behind ``--`` all other words in their order."""
    options: list[str] = []
    words: list[str] = []
    rest = iter(args)
    for word in rest:
        if word == "--":
            words += rest
        elif len(word) > 1 and word.startswith("-") and not NEGATED.match(word):
            options += [word, *([next(rest, "")] if word in valued else [])]
        else:
            words.append(word)
    return [*options, "--", *words]
