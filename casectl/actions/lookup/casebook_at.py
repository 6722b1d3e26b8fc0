"""The casebook as it was at a commit, or at an earlier time."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Cases
from casectl.core.case.compose import read_case
from casectl.core.case.fold import as_of
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt, Excerpts
from casectl.core.values.messages import CasectlError, NotFound, msg


def casebook_at(context: Cases, name: str, until: datetime | None = None) -> tuple[Excerpts, datetime]:
    """The cases as they are in the commit called `name` (an id, a branch, HEAD~3), and when that was made.

    With `until`, the cases are as they were then by their journals, whenever that was recorded; titles are those of the
    commit. A case without a journal was not open yet, and is left out. Raises NotFound if there is no such commit.
    """
    point = context.ledger.commit_named(name)
    if point is None:
        raise NotFound(msg("there is no commit {name}", name=name), hint=msg("git log shows the commits"))
    found = Excerpts([], [])
    paths = [path for path in context.ledger.listed("cases", point.commit) if path.endswith(".yaml")]
    for path, data in context.ledger.blobs(sorted(paths), point.commit):
        try:
            case = read_case(context.documents.read(path, data or b""))
            seen = as_of(case, until) if until else case
            if seen.journal:
                found.cases.append(Excerpt(path, excerpt_of(seen)))
        except CasectlError as error:
            found.unreadable.append((path, error.what))
    return found, point.at
