"""Merging three versions of a list of texts, such as the lines of a long text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from casectl.core.values.named_tuple import NamedTuple


class _Change(NamedTuple):
    """A stretch of the base, and what stands in its place."""

    start: int
    end: int
    new: tuple[str, ...]

    def clashes(self, other: _Change) -> bool:
        """Whether both changed the same lines. Two insertions in one place do not clash."""
        return self != other and self.start < other.end and other.start < self.end


def merged_lines(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> list[str] | None:
    """The lines with the changes of both; None where both changed the same lines, and not alike.

    What both inserted in one place is kept from both, in the order of the alphabet.
    """
    first, second = {*_changes(base, one)}, {*_changes(base, other)}
    if any(each.clashes(another) for each in first for another in second):
        return None
    result, position = list[str](), 0
    for change in sorted(first | second):
        result += [*base[position : change.start], *change.new]
        position = change.end
    return [*result, *base[position:]]


def _changes(base: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, base, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield _Change(start, end, tuple(new[first:last]))
