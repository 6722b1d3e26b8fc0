"""A case as it was before a commit: where the parents of a merge parted, where it last could be read, and ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.checking.rule_commits import parents_of
from casectl.actions.context import Checking
from casectl.core.case.model import Case
from casectl.core.history.step import Step


class EarlierVersions:
    """The versions of cases before commits, as far as they can be read."""

    def __init__(self, context: Checking) -> None:
        self._context = context

    def parted(self, step: Step, path: str) -> Iterator[Case]:
        """Those from which the versions of the parents of a merge come; for any other commit, those before the commits
        that left its file unreadable: two, if that was a merge.
        """
        if len(step.parents) < 2:
            yield from _last_read(self._context, step.parents, path)
            return
        yield from versions_at(self._context, self._context.changes.partings(step.parents), path)

    def recorded(self, step: Step, path: str) -> Iterator[Case]:
        """All that the file ever had."""
        for blob in self._context.changes.versions(path, step.parents):
            if case := self._context.recorded_cases.case(path, blob):
                yield case


def _last_read(context: Checking, commits: Sequence[str], path: str) -> Sequence[Case]:
    """What the last commits had that left the file readable, seen from the first of each one's parents."""
    while commits:
        if found := [*versions_at(context, commits, path)]:
            return found
        commits = parents_of(context, commits[0])
    return ()


def versions_at(context: Checking, commits: Iterable[str], path: str) -> Iterator[Case]:
    """The case as each of these commits has it, as far as it can be read."""
    folder, _, name = path.rpartition("/")
    for commit in commits:
        blob = context.ledger.files_in(folder, commit).get(name, "")
        if case := context.recorded_cases.case(path, blob):
            yield case
