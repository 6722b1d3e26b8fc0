"""audit: what happened to a case, from git's history."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TypeAlias

from casectl.actions.context import Cases
from casectl.actions.lookup.find import case_in, find
from casectl.actions.recording.recorded import same_text
from casectl.core.case.ids import case_path, is_case_id
from casectl.core.case.model import Case
from casectl.core.history.trail import Commit, Version, trail
from casectl.core.reports import AuditReport
from casectl.core.values.errors import CasectlError, NotFound
from casectl.core.values.messages import Message
from casectl.ports import Revision

_Found: TypeAlias = Case | Message | None
"""A case, why it cannot be read, or None where there is no file."""


def audit(context: Cases, case_ref: str) -> AuditReport:
    """The whole trail of a case, oldest first; hand edits not yet recorded come last and are marked so.

    A case whose file is gone is still found by its whole id. Raises NotFound.
    """
    case_id = _meant(context, case_ref)
    path = case_path(case_id)
    case_of = cache(partial(_case, context))  # the file after one commit is the one before the next
    versions = [_version(case_of, revision) for revision in context.ledger.history(path)]
    recorded, on_disk = context.ledger.blob(path), context.store.read(path)
    if recorded != on_disk and (recorded is None or on_disk is None or not same_text(recorded, on_disk)):
        versions.append(Version(None, case_of(path, recorded), case_of(path, on_disk)))
    return AuditReport(case_id, trail(versions), context.ledger.is_shallow())


def _meant(context: Cases, case_ref: str) -> str:
    try:
        return find(context, case_ref)
    except NotFound:
        whole = case_ref.strip().upper()
        if is_case_id(whole) and context.ledger.history(case_path(whole)):
            return whole
        raise


def _version(case_of: Callable[[str, bytes | None], _Found], revision: Revision) -> Version:
    author = f"{revision.author.name} <{revision.author.email}>"
    commit = Commit(
        revision.commit,
        author,
        revision.committed_at,
        revision.trailers.events,
        revision.trailers.actor or "",
        revision.trailers.mapping or "",
        revision.cut,
    )
    return Version(commit, case_of(revision.path, revision.before), case_of(revision.path, revision.after))


def _case(context: Cases, path: str, data: bytes | None) -> _Found:
    if data is None:
        return None
    try:
        return case_in(context, path, data)
    except CasectlError as error:
        return error.what
