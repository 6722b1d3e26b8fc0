"""What check does where recorded files are gone: --fix restores them; without casectl.yaml only commits are checked."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.checking.base import check_range
from casectl.actions.checking.file_changes import SHORT
from casectl.actions.context import Checking
from casectl.actions.lookup.find import path_of
from casectl.core.case.folders import ATTACHMENTS
from casectl.core.case.imported import FOLDER
from casectl.core.checks.codes import CodeChoice
from casectl.core.reports import CheckReport
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import replace

_FOLDERS = ("cases", ATTACHMENTS, FOLDER)
"""No file in these is ever taken away."""


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
    way_out = msg("casectl.yaml was removed in a commit, so only commits were checked; to restore it: git"
                  " checkout {commit} -- casectl.yaml, then commit it", commit=had[:SHORT])  # fmt: skip
    return replace(report, notes=(*fixed, way_out, *report.notes))


def put_back(context: Checking) -> list[Message]:
    """Write the cases, attachments, records of imports and casectl.yaml that HEAD has and the work tree lacks.

    Returns a line for each. Nothing that is there is touched: what else is wrong takes somebody's decision. Raises
    RepositoryError.
    """
    ledger, store = context.ledger, context.store
    with ledger.lock():
        head = ledger.head().commit
        files = (path for folder in _FOLDERS for path in sorted(ledger.listed(folder, head)))
        settings = [SETTINGS] if head and ledger.blob(SETTINGS, head) is not None else []
        listed = [*settings, *files] if head else []
        gone = [path for path in listed if not store.has(path)]
        if gone:
            store.write_many((path, data) for path, data in ledger.blobs(gone, head) if data is not None)
            ledger.refresh(gone, head)
    return [msg("restored: {path}", path=path) for path in gone]
