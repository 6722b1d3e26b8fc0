"""Answers of an earlier version, compared with those of today: they may gain keys and rows, and nothing may go."""

from __future__ import annotations

import csv
import io
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casectl.core.time.instants import sortable

FROZEN = Path(__file__).parent / "frozen"
GROWING = ("overdue", "due-soon", "agenda")
"""Answers whose rows may become more."""
SOONER = ("next_due",)
"""Keys of instants that may be earlier, or there at all: since 0.1.0 follow-ups are among what is due."""
RENAMED = {
    ("kind", "overdue"): "due-soon",
    ("kind", "agenda"): "follow-ups",
    ("what", "joined with what was recorded elsewhere"): "merged with what was recorded elsewhere",
}
"""What `due-soon` and `followup list` are, which 0.1.0 called by the names of other lists; and a merge, since cases are
joined, too.
"""
SENTENCES = ("missing", "why")
"""Keys whose values are sentences for people: they may be put in other words, and not become empty."""


def recorded(name: str) -> tuple[list[str], str]:
    """A recorded answer: the words of the command without ``casectl``, and what it wrote."""
    command, _, answer = (FROZEN / "answers-0.1.0" / f"{name}.txt").read_text("utf-8").partition("\n")
    return shlex.split(command)[2:], answer


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
