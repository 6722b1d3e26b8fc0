"""The file of a case that two sides changed: what they did is merged, and so is the form in which they wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from casectl.core.case.compose import in_order, read_case
from casectl.core.case.model import Case
from casectl.core.merge.cases import merged_case
from casectl.core.merge.sequences import merged_lines
from casectl.core.values.errors import CasectlError, Unreadable
from casectl.core.values.tree import Source, Tree
from casectl.core.values.value_class import value_class
from casectl.ports import Documents


@value_class
class Sides:
    """The content of a file as two sides have it, and as it was where they parted (None: nobody knows)."""

    base: bytes | None
    one: bytes
    other: bytes


def merged_file(documents: Documents, path: str, sides: Sides, zone: tzinfo) -> tuple[Case, bytes]:
    """The merged case and its file, the same whichever side is named first.

    Comments, order and layout of both sides are kept, where they do not contradict each other. Raises Unreadable for a
    side that cannot be read, Refused for what is no version of the same case.
    """
    one, other = (_read(documents, path, data) for data in (sides.one, sides.other))
    base = _base(documents, path, sides.base)
    case = merged_case(base, one, other, zone)
    tree = in_order(case.tree, like=base.tree if base else None)
    forms = [_Form(documents, each, base) for each in (one, other)]
    return case, _written(documents, forms, base, tree)


def _read(documents: Documents, path: str, data: bytes) -> Case:
    return read_case(documents.read_plain(path, data) or documents.read(path, data))


def _base(documents: Documents, path: str, data: bytes | None) -> Case | None:
    """The version before; None as well where a merge of merges left it with markers."""
    try:
        return _read(documents, path, data) if data else None
    except Unreadable:
        return None


class _Form:
    """How one side writes the case."""

    def __init__(self, documents: Documents, case: Case, base: Case | None) -> None:
        self._documents, self._case = documents, case
        self.is_old = bool(base) and self._edited(base.source if base else case.source, case.tree) == case.source.data

    def of(self, tree: Mapping[str, Tree]) -> bytes:
        """The merged case in the form of this side."""
        return self._edited(self._case.source, in_order(tree, like=self._case.tree)) or self._documents.write(tree)

    def _edited(self, source: Source, tree: Mapping[str, Tree]) -> bytes | None:
        try:
            return self._documents.edit(source, tree)
        except CasectlError:
            return None


def _written(documents: Documents, forms: list[_Form], base: Case | None, tree: Mapping[str, Tree]) -> bytes:
    if base and all(each.is_old for each in forms):
        return _Form(documents, base, base).of(tree)
    texts = sorted({each.of(tree) for each in forms if not (base and each.is_old)})
    if len(texts) == 1:
        return texts[0]
    before = _Form(documents, base, base).of(tree) if base else documents.write(tree)
    lines = merged_lines(*(each.decode().splitlines(keepends=True) for each in (before, *texts)))
    both = "".join(lines).encode() if lines is not None else b""
    return both if both and _reads_as(documents, both, tree) else texts[0]


def _reads_as(documents: Documents, data: bytes, tree: Mapping[str, Tree]) -> bool:
    try:
        return documents.read("document", data).tree == tree
    except Unreadable:
        return False
