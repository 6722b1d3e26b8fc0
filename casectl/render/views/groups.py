"""The view of how many cases, deadlines or tasks there are of each kind."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.reports import Groups
from casectl.core.values.messages import Message, msg
from casectl.core.values.messages import Value as Said
from casectl.render.language import _, translate
from casectl.render.view import Cell, Column, Row, Value, View


def groups(report: Groups) -> View:
    """``--group-by``: a column for each key, the number of things counted, and the number of cases they belong to."""
    unit = [Column(report.unit, _counted(report.unit), "right", keep=True)] if report.unit else []
    columns = (
        *(Column(key, heading(report.titles, key, report.unit)) for key in report.keys),
        *unit,
        Column("cases", _number_of(_("Cases")), "right", keep=True),
    )
    rows = [_row(report, *row) for row in report.rows]
    nothing = (_NOTHING[report.unit],) if report.unit in _NOTHING and not rows else ()
    return View("groups", columns, rows, report.notes or nothing, report.unreadable)


_NOTHING = {
    "": msg("no matching cases"),
    "tasks": msg("nothing is planned"),
}


def _counted(unit: str) -> str:
    return _number_of(_("Deadlines") if unit == "deadlines" else _("Tasks"))


def _number_of(counted: str) -> str:
    """The head of a column of numbers; some languages say that they are numbers."""
    return translate(msg("{counted}", counted=counted))


def _row(report: Groups, words: tuple[str, ...], things: int, cases: int) -> Row:
    counts = {report.unit: things, "cases": cases} if report.unit else {"cases": cases}
    return {**{key: word(report.titles, key, name) for key, name in zip(report.keys, words, strict=True)}, **counts}


def heading(titles: Mapping[tuple[str, str], Said], key: str, unit: str = "") -> str:
    """The heading of a column of words under a key; `unit` as `Groups` has it."""
    own = {
        "state": _("State"), "owner": _("Owner"), "team": _("Team"), "template": _("Template"), "level": _("Level"),
        "source": _("Source"), "category": _("Category"), "received": _("Received"), "opened": _("Opened"),
        "closed": _("Closed"), "title": _("Title"), "due": _("Due") if unit else _("Next due"),
        "followup": _("Follow-up"), "offered": _("Offered to"), "clock": _("Clock"), "kind": _("Kind"),
        "day": _("Day"), "who": _("Who"), "what": _("What"), "fields.tags": _("Tag"),
        "limit": _("Limit"),
    }  # fmt: skip
    title = titles.get(("", key))
    return own.get(key) or (translate(title) if title else "") or key


def word(titles: Mapping[tuple[str, str], Said], key: str, name: str) -> Value:
    """A word under a key, by its title for people; None for an empty one."""
    title = titles.get((key, name)) or _OWN.get(key, {}).get(name)
    text = translate(title) if title else ""
    return Cell(name, text) if text else name or None


_OWN: dict[str, dict[str, Message]] = {
    "category": {
        "open": msg("open"), "waiting": msg("waiting"), "resolved": msg("resolved"), "closed": msg("finished"),
    },
    "kind": {
        "regulatory": msg("regulatory"), "internal": msg("internal"),
        "follow-up": msg("Follow-up"), "deadline": msg("Deadline"),
    },
}  # fmt: skip
"""The titles of the program's own words."""
