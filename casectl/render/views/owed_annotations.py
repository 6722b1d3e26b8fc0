"""The rows of `overdue` as annotations of the case's file. No title of a case is in them: CI keeps logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.core.values.messages import Message, msg
from casectl.render.annotation import Annotation, Severity
from casectl.render.view import Row
from casectl.render.writers.cell_text import display_text, machine_text

OWED_CODES: Mapping[str, Message] = {
    "overdue-regulatory": msg("a regulatory deadline has passed"),
    "overdue-internal": msg("an internal deadline has passed"),
    "overdue-follow-up": msg("a follow-up is overdue"),
    "due-regulatory": msg("a regulatory deadline is due soon"),
    "due-internal": msg("an internal deadline is due soon"),
    "due-follow-up": msg("a follow-up is due soon"),
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
