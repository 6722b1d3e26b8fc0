"""The text of a file that two sides changed: comments, order and layout of both are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casectl.core.case.compose import in_order
from casectl.core.merge.sequences import merged_lines
from casectl.core.values.messages import CasectlError, Unreadable
from casectl.core.values.tree import Source, Tree
from casectl.core.values.value_class import value_class
from casectl.ports.recording import Documents


@value_class
class Sides:
    """The content of a file as two sides have it, and as it was where they parted (None: nobody knows)."""

    base: bytes | None
    one: bytes
    other: bytes


def source_of(documents: Documents, path: str, data: bytes) -> Source:
    """A side's tree, in which what it writes without quotes is `Plain`. Raises Unreadable."""
    return documents.read_plain(path, data) or documents.read(path, data)


def base_of(documents: Documents, path: str, data: bytes | None) -> Source | None:
    """The version before; None as well where a merge of merges left it with markers."""
    try:
        return source_of(documents, path, data) if data else None
    except Unreadable:
        return None


def merged_text(
    documents: Documents, base: Source | None, sides: Sequence[Source], merged: Mapping[str, Tree]
) -> bytes:
    """The file that reads as `merged`, in the form of both sides, where their forms do not contradict each other."""
    tree = in_order(merged, like=base.tree if base else None)
    forms = [_Form(documents, each, base) for each in sides]
    if base and all(each.is_old for each in forms):
        return _Form(documents, base, base).of(tree)
    texts = sorted({each.of(tree) for each in forms if not (base and each.is_old)})
    if len(texts) == 1:
        return texts[0]
    as_text = _united(base.data, *(each.data for each in sides)) if base else None
    if as_text and _reads_as(documents, as_text, tree):
        return as_text
    both = _united(_Form(documents, base, base).of(tree) if base else documents.write(tree), *texts)
    if both and _reads_as(documents, both, tree):
        return both
    return _Form.of_text(documents, as_text, tree) or texts[0]


def _united(base: bytes, one: bytes, other: bytes) -> bytes | None:
    """The lines with the changes of both; None where both changed the same."""
    lines = merged_lines(*(each.decode().splitlines(keepends=True) for each in (base, one, other)))
    return None if lines is None else "".join(lines).encode()


class _Form:
    """How one side writes the file."""

    def __init__(self, documents: Documents, source: Source, base: Source | None) -> None:
        self._documents, self._source = documents, source
        self.is_old = base is not None and self._edited(base, source.tree) == source.data

    def of(self, tree: Mapping[str, Tree]) -> bytes:
        """The merged file in the form of this side."""
        return self._edited(self._source, in_order(tree, like=self._source.tree)) or self._documents.write(tree)

    @classmethod
    def of_text(cls, documents: Documents, text: bytes | None, tree: Mapping[str, Tree]) -> bytes | None:
        """The merged file in the form of a text that reads as something else; None if it cannot be read."""
        found = base_of(documents, "document", text)
        return cls(documents, found, None)._edited(found, tree) if found else None

    def _edited(self, source: Source, tree: Mapping[str, Tree]) -> bytes | None:
        try:
            return self._documents.edit(source, tree)
        except CasectlError:
            return None


def _reads_as(documents: Documents, data: bytes, tree: Mapping[str, Tree]) -> bool:
    try:
        return source_of(documents, "document", data).tree == tree
    except Unreadable:
        return False
