"""audit: what happened to a case, from git's history."""

from __future__ import annotations

from casectl.actions.desk import Desk
from casectl.actions.find import find
from casectl.actions.record import same_text
from casectl.core.case import Case
from casectl.core.compose import read_case
from casectl.core.errors import CasectlError
from casectl.core.ids import case_path
from casectl.core.messages import Message
from casectl.core.reports import AuditReport
from casectl.core.trail import Commit, Version, trail
from casectl.ports import Revision


def audit(desk: Desk, typed: str) -> AuditReport:
    """The whole trail of a case, oldest first; hand edits not yet recorded come last and are marked so."""
    case_id = find(desk, typed)
    path = case_path(case_id)
    revisions = desk.ledger.history(path)
    versions = [_version(desk, revision) for revision in revisions]
    recorded = revisions[-1].after if revisions else None
    on_disk = desk.store.read(path)
    if on_disk is None or recorded is None or not same_text(recorded, on_disk):
        versions.append(Version(None, _case(desk, path, recorded), _case(desk, path, on_disk)))
    return AuditReport(case_id, trail(versions), desk.ledger.is_shallow())


def _version(desk: Desk, revision: Revision) -> Version:
    trailers = revision.trailers
    events = tuple(each for each in trailers.get("Event", "").split("\n") if each)
    author = f"{revision.author.name} <{revision.author.email}>"
    commit = Commit(revision.commit, author, revision.committed_at, events, trailers.get("Actor", ""))
    return Version(commit, _case(desk, revision.path, revision.before), _case(desk, revision.path, revision.after))


def _case(desk: Desk, path: str, data: bytes | None) -> Case | Message | None:
    if data is None:
        return None
    try:
        return read_case(desk.documents.read(path, data))
    except CasectlError as error:
        return error.what
