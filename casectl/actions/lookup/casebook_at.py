"""The casebook as it was at a commit, or at an earlier time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from casectl.actions.context import Cases
from casectl.core.case.compose import read_case
from casectl.core.case.fold import as_of
from casectl.core.case.model import Case
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.values.errors import CasectlError, NotFound
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class


@value_class
class CasebookAt:
    """The casebook as it was (an `ExcerptList`), and when that was."""

    cases: list[Excerpt]
    unreadable: list[tuple[str, Message]]
    at: datetime
    left_out: int = 0


def casebook_at(context: Cases, name: str, seen: Callable[[Case], Case] = lambda case: case) -> CasebookAt:
    """The cases as they are in the commit called `name` (an id, a branch, HEAD~3), each changed by `seen`.

    A case without a journal was not open yet, and is left out. Raises NotFound if there is no such commit.
    """
    point = context.ledger.commit_named(name)
    if point is None:
        raise NotFound(msg("there is no commit {name}", name=name), hint=msg("git log shows the commits"))
    found = CasebookAt([], [], point.at)
    paths = [path for path in context.ledger.listed("cases", point.commit) if path.endswith(".yaml")]
    for path, data in context.ledger.blobs(sorted(paths), point.commit):
        try:
            case = seen(read_case(context.documents.read(path, data or b"")))
            if case.journal:
                found.cases.append(Excerpt(path, excerpt_of(case)))
        except CasectlError as error:
            found.unreadable.append((path, error.what))
    return found


def casebook_until(context: Cases, at: datetime) -> CasebookAt:
    """The cases as they were at `at` by their journals, whenever that was recorded; titles are the present ones."""
    return replace(casebook_at(context, "HEAD", lambda case: as_of(case, at)), at=at)
