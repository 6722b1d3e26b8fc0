"""The rows of `audit` as annotations of the case's file. No title of a case is in them: CI keeps logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.ids import case_path
from casectl.core.values.messages import Message, msg
from casectl.render.annotation import Annotation
from casectl.render.view import Row
from casectl.render.writers.cell_text import display_text, machine_text

HAND_EDIT = "hand-edit"
AUDIT_CODES: Mapping[str, Message] = {
    **{name: kind.meaning for name, kind in EVENT_KINDS.items()},
    HAND_EDIT: msg("a change made without casectl"),
}


def audit_annotations(rows: Sequence[Row]) -> Iterator[Annotation]:
    """Events and hand edits: a warning if there is anything remarkable about it, otherwise a notice.

    An event is told as in the subject of its commit, in which there is no text of the complaint.
    """
    return map(_audited, rows)


def _audited(row: Row) -> Annotation:
    case, marks = machine_text(row["case"]), display_text(row["marks"])
    when = machine_text(row["at"]) or machine_text(row["recorded_at"])
    by, what = display_text(row["by"]), (machine_text if row["event"] else display_text)(row["what"])
    told = msg("{at} {by}: {what}", at=when, by=by, what=what) if when else msg("{what}", what=what)
    event = machine_text(row["event_id"])
    return Annotation(
        _path(case),
        machine_text(row["event"]) or HAND_EDIT,
        "warning" if marks or row["around"] else "notice",
        msg("{what} ({marks})", what=told, marks=marks) if marks else told,
        (case, event or machine_text(row["commit"])),
        within=("journal", event) if event else (),
    )


def _path(case: str) -> str:
    """The case's file; of something that is no case, the folder of them."""
    try:
        return case_path(case)
    except ValueError:
        return "cases"
