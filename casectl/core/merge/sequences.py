"""Merging three versions of a list of texts, such as the lines of a long text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from casectl.core.values.value_class import NamedTuple


class _Change(NamedTuple):
    """A stretch of the base, and what stands in its place."""

    start: int
    end: int
    new: tuple[str, ...]

    def clashes(self, other: _Change) -> bool:
        """Whether both changed the same lines. Two insertions in one place do not clash."""
        return self != other and self.start < other.end and other.start < self.end

    def is_within(self, other: _Change) -> bool:
        """Whether the other one did all of this and more, as the merge of both has: it puts in the same lines."""
        inside = other.start <= self.start and self.end <= other.end
        many, runs = len(self.new), range(len(other.new) - len(self.new) + 1)
        return self != other and bool(self.new) and inside and any(other.new[at : at + many] == self.new for at in runs)


def merged_lines(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> list[str] | None:
    """The lines with the changes of both; None where both changed the same lines, and not alike.

    What both inserted in one place is kept from both, in the order of the alphabet.
    """
    first, second = {*_changes(base, one)}, {*_changes(base, other)}
    first, second = _without_those_within(first, second), _without_those_within(second, first)
    if any(each.clashes(another) for each in first for another in second):
        return None
    result, position = list[str](), 0
    for change in sorted(first | second):
        result += [*base[position : change.start], *change.new]
        position = change.end
    return [*result, *base[position:]]


def _without_those_within(changes: set[_Change], others: set[_Change]) -> set[_Change]:
    return {each for each in changes if not any(each.is_within(other) for other in others)}


def _changes(base: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    matcher = SequenceMatcher(None, base, new, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag != "equal":
            yield _Change(start, end, tuple(new[first:last]))
