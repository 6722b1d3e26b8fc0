"""Which files of a commit have an id: git looks through them, so that none is taken out of the repository for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.known_ids import KEY, VALUE, lines


def id_holders(git: GitCommand, ids: Collection[str], folder: str, commit: str) -> dict[str, frozenset[str]]:
    """The files below `folder` in a commit in which one of these stands after ``id:``, for each that some have."""
    wanted = {each.encode(errors="surrogateescape") for each in ids}
    found: dict[str, set[str]] = defaultdict(set)
    for line in lines(git, "--null", "--full-name", KEY, commit, "--", folder).splitlines():
        place, _, text = line.partition(b"\0")
        for each in wanted.intersection(VALUE.findall(text)):
            path = place.partition(b":")[2].decode(errors="surrogateescape")
            found[each.decode(errors="surrogateescape")].add(path)
    return {each: frozenset(paths) for each, paths in found.items()}
