"""Which files of a commit have an id: git looks through them, so that none is taken out of the repository for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection

from casectl.adapters.git.command import GitCommand, GitFailed

_GREP = ("grep", "-a", "-F", "--no-color", "--no-line-number", "--no-column", "--no-recurse-submodules")
_KEY = "id: "
_VALUE = re.compile(rb"""\bid: +["']?([^\s,"'}]+)""")
_LONGEST = 600.0
"""Seconds that it may take: the files of a book of any size are read."""


def id_holders(git: GitCommand, ids: Collection[str], folder: str, commit: str) -> dict[str, frozenset[str]]:
    """The files below `folder` in a commit in which one of these stands after ``id:``, for each that some have.

    First only the ids are asked for, which is quick; where they stand, only if one of them is there.
    """
    wanted = {each.encode(errors="surrogateescape") for each in ids}
    if wanted.isdisjoint(_VALUE.findall(_lines(git, "-h", _KEY, commit, "--", folder))):
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    for line in _lines(git, "--null", "--full-name", _KEY, commit, "--", folder).splitlines():
        place, _, text = line.partition(b"\0")
        for each in wanted.intersection(_VALUE.findall(text)):
            path = place.partition(b":")[2].decode(errors="surrogateescape")
            found[each.decode(errors="surrogateescape")].add(path)
    return {each: frozenset(paths) for each, paths in found.items()}


def _lines(git: GitCommand, *words: str) -> bytes:
    try:
        return git.run(*_GREP, *words, timeout=_LONGEST)
    except GitFailed as error:
        if error.status == 1:  # nothing is there
            return b""
        raise
