"""A Code Quality report for GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""

from __future__ import annotations

from casectl.render.annotation import Severity
from casectl.render.formats import RenderOptions
from casectl.render.view import Value, View
from casectl.render.writers.annotating import annotations_of, fingerprints, in_checkout
from casectl.render.writers.json_ import dumps

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "notice": "info"}


def gitlab(view: View, _options: RenderOptions) -> str:
    """A list with an object for each annotation; GitLab demands a line, which is the first where none is known."""
    report: list[Value] = [
        {
            "description": each.text,
            "check_name": each.code,
            "fingerprint": known,
            "severity": _SEVERITIES[each.severity],
            "location": {"path": in_checkout(each.path, view), "lines": {"begin": each.line or 1}},
        }
        for each, known in fingerprints(annotations_of(view))
    ]
    return dumps(report, indent=2) + "\n"
