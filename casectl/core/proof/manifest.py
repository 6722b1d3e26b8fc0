"""The list of what a pack has, ``pack.json``, as somebody else may have written it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeGuard

from casectl.core.case.ids import case_path, is_case_id
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MOST_COMMITS = 100_000


@value_class
class ManifestCase:
    """A case that a pack says it has: its file, and the commits that changed it, oldest first."""

    id: str
    path: str
    commits: tuple[str, ...]


@value_class
class Manifest:
    """What a pack says of itself: the commit, its cases, and whether private values are masked."""

    commit: str
    masked: bool
    cases: tuple[ManifestCase, ...]
    version: str = ""


def read_manifest(tree: object) -> Manifest | None:
    """The manifest in this JSON; None if it is not one."""
    if not isinstance(tree, dict) or tree.get("kind") != "pack" or tree.get("schema") != 1:
        return None
    cases = [_case(each) for each in _list(tree.get("cases"))]
    known = tuple(each for each in cases if each)
    commit, masked = tree.get("commit"), tree.get("masked")
    if not known or len(known) < len(cases) or not _is_commit(commit) or not isinstance(masked, bool):
        return None
    return Manifest(commit, masked, known, str(tree.get("casectl", "")))


def _case(tree: object) -> ManifestCase | None:
    if not isinstance(tree, Mapping):
        return None
    case_id, commits = tree.get("id"), _list(tree.get("commits"))
    named = [each for each in commits if _is_commit(each)]
    if not isinstance(case_id, str) or not is_case_id(case_id) or not named or len(named) < len(commits):
        return None
    return ManifestCase(case_id, case_path(case_id), tuple(named)) if len(named) < _MOST_COMMITS else None


def _list(tree: object) -> Sequence[object]:
    return tree if isinstance(tree, list) else ()


def _is_commit(text: object) -> TypeGuard[str]:
    return isinstance(text, str) and bool(_COMMIT.fullmatch(text))
