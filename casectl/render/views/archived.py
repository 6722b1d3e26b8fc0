"""The view of what went to the archive."""

from __future__ import annotations

from casectl.core.reports import Batch
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import replace
from casectl.render.view import View
from casectl.render.views.batches import batch


def archived(report: Batch, folder: str) -> View:
    """A row for each case, and where they are."""
    view = batch(report)
    return replace(view, kind="archive", notes=(_note(report, folder), *report.notes))


def _note(report: Batch, folder: str) -> Message:
    done, count = sum(row.done for row in report.rows), len(report.rows)
    if not report.rows:
        return msg("no matching cases")
    if report.dry:
        return msg("{done} of {all} would be done; nothing was recorded", done=done, all=count)
    if not done:
        return msg("nothing was recorded")
    return msg(
        "{done} of {all} archived in {folder}; casectl archive --restore CASE brings one back",
        done=done, all=count, folder=folder,
    )  # fmt: skip
