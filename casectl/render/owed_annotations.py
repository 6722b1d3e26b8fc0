"""The rows of `overdue` as annotations of the case's file. No title of a case is in them: CI keeps logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.core.values.messages import Message, msg
from casectl.render.annotation import Annotation, Severity
from casectl.render.cell_text import display_text, machine_text
from casectl.render.view import Row

OWED_CODES: Mapping[str, Message] = {
    "overdue-regulatory": msg("a deadline that a regulator sets has passed"),
    "overdue-internal": msg("a deadline of the team's own has passed"),
    "overdue-follow-up": msg("a follow-up has not been done in time"),
    "due-regulatory": msg("a deadline that a regulator sets is near"),
    "due-internal": msg("a deadline of the team's own is near"),
    "due-follow-up": msg("a follow-up is to be done soon"),
}


def owed_annotations(rows: Sequence[Row]) -> Iterator[Annotation]:
    """What is owed: a regulatory deadline that has passed is an error, any other a warning, what is ahead a notice."""
    return map(_owed, rows)


def _owed(row: Row) -> Annotation:
    kind, clock = machine_text(row["kind"]), machine_text(row["clock"])
    name = clock or machine_text(row["follow_up"])
    case, due = machine_text(row["id"]), display_text(row["due"])
    words = {"case": case, "clock": display_text(row["clock"]), "due": due, "late": display_text(row["late_minutes"])}
    subject, within = (case, name), ("due" if clock else "follow_ups", name)
    path, called = machine_text(row["path"]), f"{case} {name}"
    if machine_text(row["late_minutes"]).startswith("-"):
        what = msg("{case}: {clock} is due {due} ({late})", **words)
        return Annotation(path, f"due-{kind}", "notice", what, subject, name=called, within=within)
    owner = display_text(row["owner"])
    what = (
        msg("{case}: {clock} was due {due}, late by {late}, owner: {owner}", owner=owner, **words)
        if owner
        else msg("{case}: {clock} was due {due}, late by {late}, no owner", **words)
    )
    severity: Severity = "error" if kind == "regulatory" else "warning"
    return Annotation(path, f"overdue-{kind}", severity, what, subject, name=called, within=within)
