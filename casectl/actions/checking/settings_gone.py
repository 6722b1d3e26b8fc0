"""check in a clone of a casebook that has lost its casectl.yaml in a commit."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.checking.base import check_range
from casectl.actions.checking.file_changes import SHORT
from casectl.actions.context import Checking
from casectl.actions.lookup.find import path_of
from casectl.core.checks.codes import CodeChoice
from casectl.core.reports import CheckReport
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import replace


def without_its_settings(
    context: Checking, paths: Sequence[str], codes: CodeChoice, fixed: Sequence[Message]
) -> CheckReport:
    """What the commits did since the last one with a casectl.yaml; of cases (`paths`, ids, or parts of them) only
    what they did to these. `fixed` is what was put back before. Raises NotFound for a part of an id that no case has.
    """
    head = context.changes.head()[1]
    had = context.changes.last_with(SETTINGS, head)
    report = check_range(context, had, head, codes)
    if paths:
        files = {SETTINGS, *(path_of(context, each) for each in paths)}
        findings, advice = (
            [each for each in some if each.place.file in files] for some in (report.findings, report.advice)
        )
        report = replace(report, findings=findings, advice=tuple(advice), files=len(files))
    way_out = msg("casectl.yaml was removed in a commit, so only commits were checked; git checkout {commit} --"
                  " casectl.yaml brings it back, to be committed", commit=had[:SHORT])  # fmt: skip
    return replace(report, notes=(*fixed, way_out, *report.notes))
