"""Answers of an earlier version, compared with those of today: they may gain keys and rows, and nothing may go."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from casectl.core.time.instants import sortable


def table(text: str) -> list[dict[str, str]]:
    """The rows of a TSV answer."""
    return list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


CASES = {row["title"]: row["id"] for row in table(recorded("list")[1])}
"""The ids of the frozen cases, by title."""


def kept(before: Any, after: Any) -> bool:
    """Whether all that was recorded is still there: mappings may have more keys, lists are as long as they were."""
    if isinstance(before, Mapping):
        return isinstance(after, Mapping) and all(
            key in after and _kept_under(key, value, after[key]) for key, value in before.items()
        )
    if isinstance(before, list):
        return isinstance(after, list) and len(before) == len(after) and all(map(kept, before, after))
    return bool(before == after)


def _kept_under(key: str, before: Any, after: Any) -> bool:
    if key in SENTENCES:
        return bool(before) == bool(after)
    if key in SOONER and after:
        return not before or sortable(after) <= sortable(before)
    return RENAMED.get((key, before)) == after if isinstance(before, str) and after != before else kept(before, after)


def rows_kept(before: list[Any], after: list[Any]) -> bool:
    """Whether all recorded rows are still there, in their order, among others perhaps."""
    rest = iter(after)
    return all(any(kept(row, each) for each in rest) for row in before)
