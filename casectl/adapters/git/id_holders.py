"""Which files of a commit have an id: git looks through them, so that none is taken out of the repository for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.grep import lines
from casectl.core.values.regex import regex

_WORD = regex(rb"""[^\s,"'{}\[\]]+""")
_PLAIN = regex("[A-Za-z0-9._-]+")
_FEW = 500
"""So many ids git is asked for by name; of more, for all there are."""


def id_holders(git: GitCommand, ids: Collection[str], folder: str, commit: str) -> dict[str, frozenset[str]]:
    """The files below `folder` in a commit in which one of these stands, however it is written, for each that some
    have. It need not be an event's id there: of many, only lines that have ``id`` are looked at.
    """
    if not ids:
        return {}
    wanted = {each.encode(errors="surrogateescape") for each in ids}
    found: dict[str, set[str]] = defaultdict(set)
    words = ("--null", "--full-name", "-E", _pattern(ids), commit, "--", folder)
    for line in lines(git, *words).splitlines():
        place, _, text = line.partition(b"\0")
        for each in wanted.intersection(_WORD.findall(text)):
            path = place.partition(b":")[2].decode(errors="surrogateescape")
            found[each.decode(errors="surrogateescape")].add(path)
    return {each: frozenset(paths) for each, paths in found.items()}


def _pattern(ids: Collection[str]) -> str:
    """What git looks for: lines that may have one of these."""
    if len(ids) > _FEW or not all(map(_PLAIN.fullmatch, ids)):
        return "id[\"']?:"
    return "|".join(each.replace(".", "[.]") for each in sorted(ids))
