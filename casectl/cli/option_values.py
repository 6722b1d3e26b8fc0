"""Values of options and arguments: a whole number within limits, or one of a few words with titles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.naming import names_meant
from casectl.core.values.nearest import a_few, suggestion
from casectl.render.language import in_every_language

_NO_WORDS: Mapping[str, tuple[str, ...]] = {}


class WholeNumber(click.ParamType[int]):
    """A whole number from `least` to `most` (None: without an end); any other value is a usage error."""

    name = "N"

    def __init__(self, least: int, most: int | None = None) -> None:
        self.least, self.most = least, most

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The placeholder in a usage line."""
        del param, ctx
        return self.name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number that was typed. Raises UsageError, which names the option and its limits."""
        del ctx
        try:
            number = int(value)
        except ValueError:
            number = self.least - 1
        if number < self.least or (self.most is not None and number > self.most):
            named = max(param.opts, key=len) if isinstance(param, click.Option) else str(param and param.metavar)
            if self.most is None:
                what = msg("{name} takes a whole number from {least} up, not {text}", name=named, least=self.least,
                           text=str(value))  # fmt: skip
            else:
                what = msg("{name} takes a whole number from {least} to {most}, not {text}", name=named,
                           least=self.least, most=self.most, text=str(value))  # fmt: skip
            raise UsageError(what)
        return number


class TitledChoice(click.Choice[str]):
    """One of a few words, each with a title and what else is `usual` for it, in any language and letter case."""

    def __init__(self, titles: Mapping[str, Message], usual: Mapping[str, tuple[str, ...]] = _NO_WORDS) -> None:
        super().__init__(tuple(titles))
        self.titles, self.usual = titles, usual

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word itself, for whatever means it alone."""
        if value in self.titles:
            return super().convert(value, param, ctx)
        titled = [(name, in_every_language(title)) for name, title in self.titles.items()]
        found = names_meant(value, titled) or names_meant(value, self.usual.items())
        if len(found) != 1:
            near = suggestion(
                value, [text for name, texts in (*titled, *self.usual.items()) for text in (name, *texts)]
            )
            names = [msg("{name} ({title})", name=name, title=title) for name, title in self.titles.items()]
            raise UsageError(msg("{text} is not one of {names}", text=value, names=a_few(names)), hint=near)
        return found[0]
