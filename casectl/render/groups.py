"""A view of how many cases there are of each kind."""

from __future__ import annotations

from casectl.core.messages import msg
from casectl.core.reports import Groups
from casectl.render.language import _
from casectl.render.values import or_none
from casectl.render.view import Column, Row, View


def groups(report: Groups) -> View:
    """``list --group-by``: a column for each key, and how many."""
    columns = (*(Column(key, key) for key in report.keys), Column("cases", _("Cases"), "right"))
    rows: list[Row] = [
        {**{key: or_none(word) for key, word in zip(report.keys, words, strict=True)}, "cases": count}
        for words, count in report.rows
    ]
    return View("groups", columns, rows, () if rows else (msg("no case is like that"),), report.unreadable)
