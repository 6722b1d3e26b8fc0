"""The view of rules that were adopted."""

from __future__ import annotations

from casectl.core.law.rule_change import RulesAdopted
from casectl.core.values.messages import msg
from casectl.render.language import _
from casectl.render.view import Column, Row, View
from casectl.render.views.values import text_or_none


def rules_adopted(report: RulesAdopted) -> View:
    """A row for each file, with a template's versions."""
    columns = (
        Column("file", _("File")), Column("version_before", _("Version before")), Column("version", _("Version now")),
        Column("commit", _("Commit")),
    )  # fmt: skip
    rows: list[Row] = [
        {
            "file": path,
            "version_before": text_or_none(before),
            "version": text_or_none(after),
            "commit": report.commit[:10],
        }
        for path, before, after in report.files
    ]
    running = msg(
        "running clocks keep the rules they started with; casectl recompute --retarget shows which deadlines"
        " the new rules would move"
    )
    changed = [running] if any(path.startswith(("templates/", "calendars/")) for path, _, _ in report.files) else []
    return View("rules", columns, rows, (*report.notes, *changed))
