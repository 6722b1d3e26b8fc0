"""Cases as a data package (datapackage.org, version 2): CSV files, and one that describes their columns."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from hashlib import sha256
from typing import Any

from casectl.core.case.fold import before_each
from casectl.core.case.model import Case
from casectl.core.reports import Export
from casectl.core.time.instants import format_instant
from casectl.render.formats import RenderOptions
from casectl.render.view import Column, Row, View
from casectl.render.views.records import export
from casectl.render.views.values import text_or_none
from casectl.render.writers.separated import csv

_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_NUMBERS = ("level", "place")
_TIMES = ("received_at", "opened_at", "closed_at", "next_due", "at")


def datapackage(report: Export, zone: tzinfo) -> dict[str, bytes]:
    """The files by name: a row for each case, a row for each event, and the description of both."""
    views = {"cases": export(report, zone), "events": _events(report, zone)}
    keys: Mapping[str, dict[str, Any]] = {
        "cases": {"primaryKey": ["id"]},
        "events": {
            "primaryKey": ["case", "place"],
            "foreignKeys": [{"fields": ["case"], "reference": {"resource": "cases", "fields": ["id"]}}],
        },
    }
    files = {f"{name}.csv": csv(view, RenderOptions()).encode("utf-8", "replace") for name, view in views.items()}
    resources = [_resource(name, view, files[f"{name}.csv"], keys[name]) for name, view in views.items()]
    about = {"$schema": _SCHEMA, "name": "casectl-export", "resources": resources}
    return {**files, "datapackage.json": f"{json.dumps(about, indent=2, ensure_ascii=False)}\n".encode()}


def _resource(name: str, view: View, content: bytes, keys: dict[str, Any]) -> dict[str, Any]:
    fields = [{"name": column.name, "type": _type(column.name)} for column in view.shown()]
    return {
        "name": name, "type": "table", "path": f"{name}.csv", "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""], **keys},
    }  # fmt: skip


def _type(name: str) -> str:
    """The type of a column; what people type into fields is text, whatever it looks like."""
    if name in (*_TIMES, *_NUMBERS):
        return "datetime" if name in _TIMES else "integer"
    return "string"


def _events(report: Export, zone: tzinfo) -> View:
    names = ("case", "place", "id", "at", "by", "event", "state", "owner", "team", "level")
    rows = [row for case in report.cases for row in _journal(case, zone)]
    return View("events", tuple(Column(name, name) for name in names), rows)


def _journal(case: Case, zone: tzinfo) -> Iterator[Row]:
    """The events of a case in the order of its journal, each with how the case stands after it."""
    after = [*before_each(case.journal)][1:] if case.journal else []
    for place, (event, header) in enumerate(zip(case.journal, [*after, case.header], strict=True), 1):
        yield {
            "case": case.id, "place": place, "id": event.id, "at": format_instant(event.at, zone), "by": event.by,
            "event": event.kind, "state": header.state, "owner": text_or_none(header.owner),
            "team": text_or_none(header.team), "level": header.level or None,
        }  # fmt: skip
