"""A whole number within limits as the value of an option or argument."""

from __future__ import annotations

from typing import Any

import click

from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg


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
