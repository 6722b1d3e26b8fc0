"""A view of how many cases there are of each kind."""

from __future__ import annotations

from casectl.core.messages import msg
from casectl.core.reports import Groups
from casectl.render.language import _, say
from casectl.render.view import Column, Row, Value, View, Worded


def groups(report: Groups) -> View:
    """``list --group-by``: a column for each key, and how many."""
    columns = (*(Column(key, _heading(report, key)) for key in report.keys), Column("cases", _("Cases"), "right"))
    rows: list[Row] = [
        {**{key: _word(report, key, word) for key, word in zip(report.keys, words, strict=True)}, "cases": count}
        for words, count in report.rows
    ]
    return View("groups", columns, rows, () if rows else (msg("no case is like that"),), report.unreadable)


def _heading(report: Groups, key: str) -> str:
    own = {
        "state": _("State"), "owner": _("Owner"), "team": _("Team"), "template": _("Template"), "level": _("Level"),
        "source": _("Source"), "category": _("Category"), "received": _("Received"), "opened": _("Opened"),
        "closed": _("Closed"), "title": _("Title"), "due": _("Next due"), "followup": _("Follow-up"),
        "offered": _("Offered to"),
    }  # fmt: skip
    title = report.titles.get(("", key))
    return own.get(key) or (say(title) if title else "") or key


def _word(report: Groups, key: str, word: str) -> Value:
    own = {"open": _("open"), "waiting": _("waiting"), "resolved": _("resolved"), "closed": _("finished")}
    title = report.titles.get((key, word))
    text = say(title) if title else own.get(word, "") if key == "category" else ""
    return Worded(word, text) if text else word or None
