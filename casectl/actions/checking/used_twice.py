"""Ids of new events that events of other cases have already: git looks through the other cases, and none is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casectl.actions.checking.parted import versions_at
from casectl.actions.context import Checking
from casectl.core.case.folders import CASES


def used_twice(context: Checking, new: Mapping[str, str], commit: str) -> Iterator[tuple[str, str]]:
    """The `new` events (the file of each by its id) that a commit has in another case, each with that case's file.

    Nothing of a clone that was made without the contents of old files: they would have to be fetched.
    """
    if not new or context.ledger.is_partial():
        return
    for event, paths in context.changes.holders(new, CASES, commit).items():
        for path in sorted(paths - {new[event]}):
            if any(case.event(event) for case in versions_at(context, [commit], path)):
                yield event, path
