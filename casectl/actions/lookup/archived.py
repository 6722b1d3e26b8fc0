"""Cases that are in the archive: known by the lists of the casebook, and read from its own history."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Cases, Checking
from casectl.core.case.archived import ARCHIVE, ARCHIVE_MARK, ArchivedCase, archived_in, is_list, line_about, list_path
from casectl.core.case.ids import id_of_path, is_case_id
from casectl.core.case.model import Case
from casectl.core.values.messages import Refused, Unreadable, msg


def archived(context: Cases, case_id: str, commit: str = "HEAD") -> ArchivedCase | None:
    """The line about a case in a commit; None for one that is not in the archive."""
    data = context.ledger.blob(list_path(case_id), commit) if is_case_id(case_id) else None
    return line_about(data, case_id) if data else None


def all_archived(context: Cases, commit: str = "HEAD") -> Sequence[ArchivedCase]:
    """Every case that the lists of a commit name."""
    listed = [blob for path, blob in context.ledger.listed(ARCHIVE, commit).items() if is_list(path)]
    return [each for data in context.ledger.by_ids(listed) for each in archived_in(data or b"")]


def archived_content(context: Cases, case_id: str) -> bytes | None:
    """The last content of a case that is in the archive; None for one that is not there.

    Raises Unreadable if this clone does not have it.
    """
    found = archived(context, case_id)
    data = context.ledger.by_id(found.blob) if found else None
    if found and data is None:
        raise Unreadable(
            msg("{id} is in the archive, and this clone does not have its content", id=case_id),
            hint=msg("git fetch --unshallow or git fetch --refetch --no-filter fetches it"),
        )
    return data


def kept_case(context: Checking, path: str, commit: str = "HEAD") -> Case | None:
    """The case that was at `path`, as it went to the archive; None for one that is not there."""
    found = archived(context, id_of_path(path), commit)
    return context.recorded_cases.case(path, found.blob) if found else None


def is_archive(context: Cases, commit: str) -> bool:
    """Whether a commit is of an archive, and of no casebook that people work in."""
    return context.ledger.blob(ARCHIVE_MARK, commit) is not None


def refuse_archived(context: Cases, case_id: str) -> None:
    """Raise Refused for a case that is in the archive: nothing is added to it there."""
    if archived(context, case_id):
        raise Refused(
            msg("{id} is in the archive, and archived cases cannot be changed", id=case_id),
            hint=msg("bring it back first: casectl archive --restore {id} --reason TEXT", id=case_id),
        )
