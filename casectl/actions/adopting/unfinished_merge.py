"""adopt --refold in the midst of a merge that git could not finish: the case is merged by what it means."""

from __future__ import annotations

from casectl.actions.context import Reading
from casectl.actions.lookup.find import find
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.actions.recording.unmarked import unmarked
from casectl.core.case.compose import read_case
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.merge.markers import sides_in
from casectl.ports.syncing import Merging


def settle(context: Reading, merging: Merging, case_ref: str) -> Case | None:
    """The case as its two sides give it together, put where git takes it as settled; nothing is recorded yet.

    None where git is in no merge, or the file has no marks of one: whatever somebody made of it by hand stays. Raises
    NotFound for an unknown case, Unreadable for a side that cannot be read, Refused for what is no version of the case.
    """
    if not merging.is_unfinished():
        return None
    path = case_path(find(context, case_ref))
    on_disk = context.store.read(path) or b""
    if sides_in(on_disk.decode(errors="replace")) is None:
        return None
    base, ours, theirs = merging.sides(path)
    if ours is not None and theirs is not None:
        data = merged_file(context.documents, path, Sides(base, ours, theirs), context.zone)[1]
    else:
        data = unmarked(context, path, on_disk) or on_disk
    case = read_case(context.documents.read(path, data))
    merging.settle(path, data)
    context.store.write_many([(path, data)])
    return case
