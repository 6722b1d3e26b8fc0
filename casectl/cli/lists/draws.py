"""A draw as it is typed: by the options of `sample`, or by its name."""

from __future__ import annotations

from casectl.actions.lookup.draws import Draw
from casectl.actions.lookup.lives import AsOf
from casectl.cli.lists.periods import period_of
from casectl.cli.lists.selection import where
from casectl.core.figures.draw_name import DrawName
from casectl.core.query.model import EVERY
from casectl.core.values.messages import UsageError, msg
from casectl.workspace import Workspace


def draw_of(context: Workspace, name: DrawName, known: AsOf | None = None) -> Draw:
    """The draw of that name. Raises UsageError for an impossible period or query, NotFound for an unknown word."""
    query = where(context, name.where) if name.where else EVERY
    return Draw(period_of(context, name.period), name.keys, name.number, name.seed, query, name.where, known)


def draw_named(context: Workspace, text: str) -> Draw:
    """The draw that is called so. Raises UsageError if none can be, or as `draw_of` does."""
    if found := DrawName.parse(text.strip()):
        return draw_of(context, found)
    raise UsageError(
        msg("no draw is called {name}", name=text),
        hint=msg("casectl sample shows the name of the draw, and the command for each case"),
    )
