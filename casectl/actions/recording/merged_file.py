"""The file of a case that two sides changed: what they did is merged, and so is the form in which they wrote it."""

from __future__ import annotations

from datetime import tzinfo

from casectl.actions.recording.merged_form import Sides, base_of, merged_text, source_of
from casectl.core.case.compose import read_case
from casectl.core.case.model import Case
from casectl.core.merge.cases import merged_case
from casectl.ports.recording import Documents


def merged_file(documents: Documents, path: str, sides: Sides, zone: tzinfo) -> tuple[Case, bytes]:
    """The merged case and its file, the same whichever side is named first.

    Comments, order and layout of both sides are kept, where they do not contradict each other. Raises Unreadable for a
    side that cannot be read, Refused for what is no version of the same case.
    """
    one, other = (read_case(source_of(documents, path, data)) for data in (sides.one, sides.other))
    base = base_of(documents, path, sides.base)
    case = merged_case(read_case(base) if base else None, one, other, zone)
    return case, merged_text(documents, base, (one.source, other.source), case.tree)
