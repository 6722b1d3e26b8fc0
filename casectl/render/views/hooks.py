"""The view of `hook`: where git runs casectl."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.reports import HookState
from casectl.core.values.messages import Message
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, Row, View
from casectl.render.views.values import text_or_none


def hooks(states: Sequence[HookState], done: Sequence[Message] = (), notes: tuple[Message, ...] = ()) -> View:
    """A row for each hook: where it runs casectl, and whether it runs something else; people see what was `done`."""
    columns = (
        Column("hook", _("Hook"), keep=True), Column("place", _("Where casectl is run"), least=30),
        Column("others", _("Something else too")),
    )  # fmt: skip
    rows: list[Row] = [
        {"hook": each.name, "place": Cell(text_or_none(each.place), each.place or "-"), "others": each.others}
        for each in states
    ]
    return View("hooks", columns, rows, notes, page="\n".join(map(translate, done)))
