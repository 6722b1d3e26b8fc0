"""Whether a pack's files are those it lists, and what it says of itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from casectl.core.proof.manifest import Manifest, read_manifest
from casectl.core.proof.pack import MANIFEST, SUMS, read_sums
from casectl.core.values.messages import Finding, Unreadable, msg
from casectl.core.values.tree import Position
from casectl.ports.proving import PackFiles


def wrong_sums(files: PackFiles) -> Iterator[Finding]:
    """Files that are not as the list of sums has them, that it does not list, or that are gone."""
    listed = read_sums((files.read(SUMS) or b"").decode(errors="replace"))
    if listed is None:
        yield Finding(Position(SUMS), "K001", msg("the list of checksums is missing or cannot be read"))
        return
    there = {*files.names()} - {SUMS}
    for name in sorted({*listed} - there):
        yield Finding(Position(name), "K001", msg("{name} is listed but is not in the pack", name=name))
    for name in sorted(there):
        if name not in listed:
            yield Finding(Position(name), "K001", msg("{name} is in the pack but is not listed", name=name))
        elif _digest(files, name) != listed[name]:
            yield Finding(
                Position(name), "K001", msg("{name} is not what was packed: its content has changed", name=name)
            )


def _digest(files: PackFiles, name: str) -> str:
    made = hashlib.sha256()
    for piece in files.pieces(name):
        made.update(piece)
    return made.hexdigest()


def manifest_of(files: PackFiles) -> Manifest:
    """What the pack says of itself. Raises Unreadable if it says nothing that can be read."""
    try:
        found = read_manifest(json.loads(files.read(MANIFEST) or b""))
    except (ValueError, RecursionError):
        found = None
    if found is None:
        raise Unreadable(
            msg("{file} is not a valid list of the files in the pack", file=MANIFEST),
            hint=msg("casectl pack CASE -o FILE makes a pack"),
        )
    return found
