"""The view of `hook`: where git runs casectl."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.reports import HookState
from casectl.core.values.messages import Message
from casectl.render.language import _, translate
from casectl.render.view import Cell, Cells, Column, View, table
from casectl.render.views.values import text_or_none


def hooks(states: Sequence[HookState], done: Sequence[Message] = (), notes: tuple[Message, ...] = ()) -> View:
    """A row for each hook: where it runs casectl, and whether it runs something else; people see what was `done`."""
    cells: Cells[HookState] = {
        Column("hook", _("Hook"), keep=True): lambda each: each.name,
        Column("place", _("Where casectl is run"), least=30): lambda each: Cell(
            text_or_none(each.place), each.place or "-"
        ),
        Column("others", _("Other commands too")): lambda each: each.others,
    }
    return View("hooks", *table(states, cells), notes, page="\n".join(map(translate, done)))
