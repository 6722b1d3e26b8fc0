"""What publish did: the page of each case, and the pages that went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casectl.core.history.for_customer import CustomerView
from casectl.core.reports import Unread
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, View

_DONE: dict[str, Message] = {"written": msg("written"), "unchanged": msg("unchanged"), "removed": msg("removed")}


def published(
    pages: Sequence[tuple[str, CustomerView]], written: Iterable[tuple[str, str]], unreadable: Sequence[Unread]
) -> View:
    """A row for each page: its case, its name, and whether it was written, is as it was, or was removed."""
    cases = {name: view.case_id for name, view in pages}
    columns = (
        Column("id", _("Case"), keep=True),
        Column("page", _("Page"), keep=True),
        Column("done", _("Done")),
    )
    rows = [{"id": cases.get(name), "page": name, "done": Cell(done, translate(_DONE[done]))} for name, done in written]
    return View("published", columns, rows, unreadable=unreadable)
