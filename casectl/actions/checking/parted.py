"""A case as it was where the parents of a merge parted, or before its file was left unreadable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.checking.rule_commits import parents_of
from casectl.actions.context import Checking
from casectl.core.case.model import Case
from casectl.core.history.step import Step


def parted(context: Checking, step: Step, path: str) -> Iterator[Case]:
    """The versions of the case from which those of the parents of a merge come, as far as they can be read; for any
    other commit, those before the commits that left its file unreadable: two, if that was a merge.
    """
    if len(step.parents) < 2:
        yield from _last_read(context, step.parents, path)
        return
    yield from _versions(context, context.changes.partings(step.parents), path)


def _last_read(context: Checking, commits: Sequence[str], path: str) -> Sequence[Case]:
    """What the last commits had that left the file readable, seen from the first of each one's parents."""
    while commits:
        if found := [*_versions(context, commits, path)]:
            return found
        commits = parents_of(context, commits[0])
    return ()


def _versions(context: Checking, commits: Iterable[str], path: str) -> Iterator[Case]:
    folder, _, name = path.rpartition("/")
    for commit in commits:
        blob = context.ledger.files_in(folder, commit).get(name, "")
        if case := context.recorded_cases.case(path, blob):
            yield case
