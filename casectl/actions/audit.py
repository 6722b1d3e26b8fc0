"""audit: what happened to a case, or to many, from git's history; how long each state and each holder had them."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from casectl.actions.context import Auditing, Cases
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.joined_cases import joined_cases
from casectl.actions.lookup.private_values import without_private_values
from casectl.actions.lookup.trails import case_trail, trails
from casectl.core.case.ids import case_path, is_case_id
from casectl.core.history.audit_filter import AuditFilter
from casectl.core.history.dwell import Window, dwell_of
from casectl.core.history.event_rows import journal_rows
from casectl.core.history.reports import AuditReport, DwellReport
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import CasectlError, NotFound

EVERYTHING = AuditFilter()


def audit(context: Auditing, case_ref: str, wanted: AuditFilter = EVERYTHING) -> AuditReport:
    """The wanted part of the trail of a case, oldest first; hand edits not yet recorded come last and are marked so.

    Of the cases that were joined to it too. A case whose file is gone is still found by its whole id. Raises NotFound.
    """
    case_id = _meant(context, case_ref)
    joined = _joined(context, case_id)
    entries = case_trail(context, case_id, wanted.committers, met=True)
    if joined:
        entries += [entry for other in joined for entry in case_trail(context, other, wanted.committers, met=True)]
        entries.sort(key=lambda each: to_seconds(each.commit.committed_at) if each.commit else float("inf"))
    steps = [each for each in entries if wanted.meets(each)]
    return AuditReport("" if joined else case_id, steps, context.ledger.is_shallow())


def audit_cases(context: Auditing, paths: Collection[str] | None, wanted: AuditFilter) -> AuditReport:
    """The wanted entries of the trails of these cases, or of all, as they were recorded; private values are masked."""
    entries, unreadable = trails(context, paths, wanted)
    return AuditReport("", without_private_values(context, entries), context.ledger.is_shallow(), unreadable)


def dwell(context: Auditing, case_ref: str, wanted: AuditFilter = EVERYTHING) -> DwellReport:
    """How long a case was in each state and with each holder. Raises NotFound, Unreadable."""
    case = read(context, find(context, case_ref))
    return DwellReport(*dwell_of([journal_rows(case, "")], to_seconds(context.now), _window(wanted)))


def dwell_cases(context: Auditing, paths: Collection[str] | None, wanted: AuditFilter) -> DwellReport:
    """The same of these cases, or of all, together."""
    journals = context.journals()
    rows, cases, whole = dwell_of(journals.of(paths), to_seconds(context.now), _window(wanted))
    return DwellReport(rows, cases, whole, [each for each in journals.unreadable if paths is None or each[0] in paths])


def _window(wanted: AuditFilter) -> Window:
    given = {"since": wanted.since, "until": wanted.until}
    return Window(**{name: to_seconds(at) for name, at in given.items() if at})


def _joined(context: Cases, case_id: str) -> list[str]:
    """The cases that were joined to the case, unless it cannot be read."""
    with suppress(CasectlError):
        return [each.id for each in joined_cases(context, read(context, case_id))]
    return []


def _meant(context: Cases, case_ref: str) -> str:
    try:
        return find(context, case_ref)
    except NotFound:
        whole = case_ref.strip().upper()
        if is_case_id(whole) and context.ledger.history(case_path(whole)):
            return whole
        raise
