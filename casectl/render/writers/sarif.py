"""SARIF 2.1.0, for code scanning and editors: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from casectl import __version__
from casectl.core.values.messages import Message, msg
from casectl.render.annotation import Annotation, Severity
from casectl.render.formats import RenderOptions
from casectl.render.language import translate
from casectl.render.view import Value, View
from casectl.render.writers.annotating import annotations_of, fingerprints, in_checkout, meanings
from casectl.render.writers.json_ import dumps

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "notice": "note"}
_RESULTS = 25_000
"""GitHub refuses a file with more results."""


def sarif(view: View, _options: RenderOptions) -> str:
    """A log with one run, whose results and rules are known by the same names in every run.

    GitHub tells results apart by their rule, their file and ``primaryLocationLineHash``; of two logs whose
    ``automationDetails`` name the same, it keeps the later one.
    """
    found = [*fingerprints(annotations_of(view))]
    shown = found[:_RESULTS]
    run: dict[str, Value] = {
        "tool": {"driver": {
            "name": "casectl", "semanticVersion": __version__,
            "rules": _rules([each for each, _known in shown], meanings(view)),
        }},
        "automationDetails": {"id": f"casectl/{(view.annotated and view.annotated.analysis) or view.kind}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not view.unreadable, **_left_out(len(shown), len(found))}],
        "results": [_result(each, known, view) for each, known in shown],
    }  # fmt: skip
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rules(found: Sequence[Annotation], known: Mapping[str, Message]) -> list[Value]:
    codes = sorted({each.code for each in found})
    return [{"id": code, "shortDescription": {"text": translate(known.get(code, code))}} for code in codes]


def _left_out(shown: int, count: int) -> dict[str, Value]:
    if shown == count:
        return {}
    text = translate(msg("{shown} of {all} shown", shown=shown, all=count))
    return {"toolExecutionNotifications": [{"level": "warning", "message": {"text": text}}]}


def _result(each: Annotation, known: str, view: View) -> Value:
    region = {name: number for name, number in (("startLine", each.line), ("startColumn", each.column)) if number}
    uri = quote(in_checkout(each.path, view))
    place: dict[str, Value] = {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}}
    return {
        "ruleId": each.code,
        "level": _LEVELS[each.severity],
        "message": {"text": each.text},
        "locations": [{"physicalLocation": {**place, "region": region or {"startLine": 1}}}],
        "partialFingerprints": {"primaryLocationLineHash": f"{known}:1", "casectl/v1": known},
    }
