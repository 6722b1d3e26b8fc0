"""A case file in which git, a forge or a person left the marks of a conflict."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.core.merge.markers import sides_in


def unmarked(context: Reading, path: str, data: bytes) -> bytes | None:
    """The file as merging the two sides between the marks gives it; None if it has no marks.

    Raises Unreadable for a side that cannot be read, Refused for what is no version of the same case.
    """
    sides = sides_in(data.decode(errors="replace"))
    if sides is None:
        return None
    ours, theirs = (each.encode() for each in sides)
    return merged_file(context.documents, path, Sides(None, ours, theirs), context.zone)[1]
