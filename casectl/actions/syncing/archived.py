"""A case that one side took to the archive while the other worked on it: it is here again, with what both recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.actions.context import Cases
from casectl.actions.lookup.archived import archived
from casectl.core.case.archived import archived_in, list_path, written
from casectl.core.case.folders import ATTACHMENTS, CASES
from casectl.core.case.ids import id_of_path
from casectl.ports.syncing import FILES, Entry

Change = Entry | bytes | None
FileVersions = tuple[tuple[Entry, ...], Entry | None, Entry | None]
"""A file as it was where two commits parted, as we have it, as they have it."""


def archived_meanwhile(
    context: Cases, versions: Mapping[str, FileVersions], commits: Sequence[str]
) -> Iterator[tuple[str, FileVersions]]:
    """The cases that one of the `commits`, ours and theirs, took to the archive and the other changed: the first has
    what went there.
    """
    for path, (befores, ours, theirs) in versions.items():
        left = ours or theirs
        if not path.startswith(f"{CASES}/") or (ours and theirs) or left in befores:
            continue
        if line := archived(context, id_of_path(path), commits[ours is not None]):
            went = Entry(FILES[0], line.blob)
            yield path, (befores, ours or went, theirs or went)


def kept_here(
    context: Cases, case_ids: Sequence[str], versions: Mapping[str, FileVersions], changes: Mapping[str, Change]
) -> dict[str, Change]:
    """What a merge with these `changes` has otherwise, so that these cases are here: their attachments, and no line."""
    found: dict[str, Change] = {}
    folders = tuple(f"{ATTACHMENTS}/{each}/" for each in case_ids)
    for path, (_, ours, theirs) in versions.items():
        if path.startswith(folders) and not (ours and theirs):
            found[path] = ours or theirs
    for path in {list_path(each) for each in case_ids}:
        change = changes.get(path, versions[path][1])
        data = change if isinstance(change, bytes) else context.ledger.by_id(change.blob) if change else None
        found[path] = written(each for each in archived_in(data or b"") if each.id not in case_ids)
    return found
