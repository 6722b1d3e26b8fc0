"""A case as it was where the parents of a merge parted."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Checking
from casectl.core.case.model import Case
from casectl.core.history.step import Step


def parted(context: Checking, step: Step, path: str) -> Iterator[Case]:
    """The versions of the case from which those of the parents of a merge come, as far as they can be read."""
    folder, _, name = path.rpartition("/")
    for commit in context.changes.partings(step.parents):
        blob = context.ledger.files_in(folder, commit).get(name, "")
        if case := context.recorded_cases.case(path, blob):
            yield case
