"""Merging the free part of a case three ways: key by key, lists by the ids of their entries, long texts by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.core.case.compose import shown
from casectl.core.merge.sequences import merged_lines
from casectl.core.values.tree import Tree, mapping_of, text_of
from casectl.core.values.value_class import value_class

Name = tuple[str, ...]


@value_class
class Clash:
    """A value that both sides changed, and not alike; None where a side took it away."""

    path: Name
    one: Tree | None
    other: Tree | None

    @property
    def name(self) -> str:
        """The dotted name of the value."""
        return ".".join(self.path)


def told(value: Tree | None) -> str:
    """A value as the record of a conflict has it, on one line if it is no text; "" for none."""
    return "" if value is None else value if isinstance(value, str) else shown(value)


@value_class
class Versions:
    """A value in three versions: where the sides parted, and as either has it. None: it is not there.

    A side that moved the case to another state may rely on any value: what it has, the other cannot take away unasked.
    """

    base: Tree | None
    one: Tree | None
    other: Tree | None
    one_relies: bool = False
    other_relies: bool = False
    decided: frozenset[str] = frozenset()
    """The names of what both sides decided after a merge that had left it open."""

    def within(self, versions: Iterable[Tree | None]) -> Versions:
        """The versions of a part of the value."""
        base, one, other = versions
        return Versions(base, one, other, self.one_relies, self.other_relies, self.decided)


def merged(at: Versions, path: Name, clashes: list[Clash]) -> Tree | None:
    """The value with the changes of both; where they clash that of side one, and a clash is added to the list."""
    base, one, other = at.base, at.one, at.other
    if one != other and ".".join(path) in at.decided:
        clashes.append(Clash(path, one, other))
        return other if one is None else one
    if at.decided and one != other and isinstance(one, dict) and isinstance(other, dict):
        return _mapping(at, (mapping_of(base), one, other), path, clashes)
    if one == other or (other == base and (one is not None or not at.other_relies)):
        return one
    if one == base and (other is not None or not at.one_relies):
        return other
    if isinstance(one, dict) and isinstance(other, dict):
        return _mapping(at, (mapping_of(base), one, other), path, clashes)
    if isinstance(one, list) and isinstance(other, list):
        found = _list(at, (base if isinstance(base, list) else [], one, other), path, clashes)
        if found is not None:
            return found
    if isinstance(one, str) and isinstance(other, str) and (text := _text(text_of(base), one, other)) is not None:
        return text
    clashes.append(Clash(path, one, other))
    return other if one is None else one


def _mapping(at: Versions, versions: Sequence[dict[str, Tree]], path: Name, clashes: list[Clash]) -> dict[str, Tree]:
    """New keys stand after those of the base, in the order of the alphabet."""
    base, *sides = versions
    order = [*base, *sorted({*sides[0], *sides[1]} - {*base})]
    found = {key: merged(at.within(each.get(key) for each in versions), (*path, key), clashes) for key in order}
    return {key: value for key, value in found.items() if value is not None}


def _list(at: Versions, versions: Sequence[list[Tree]], path: Name, clashes: list[Clash]) -> list[Tree] | None:
    """Entries by their id; entries without one as a text has lines. None where both changed the same ones."""
    entries = [_by_id(each) for each in versions]
    keys = merged_lines(*([*each] for each in entries))
    if keys is None:
        return None
    found = (merged(at.within(each.get(key) for each in entries), (*path, key), clashes) for key in dict.fromkeys(keys))
    return [each for each in found if each is not None]


def _by_id(entries: Sequence[Tree]) -> dict[str, Tree]:
    """Entries by id, or by their whole content and how often it was there before."""
    found: dict[str, Tree] = {}
    for entry in entries:
        stem = text_of(mapping_of(entry).get("id")) or repr(_bare(entry))
        found[next(key for key in _numbered(stem) if key not in found)] = entry
    return found


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem} {number}"
        number += 1


def _bare(tree: Tree) -> object:
    """A tree that looks alike whether or not its scalars are typed."""
    if isinstance(tree, dict):
        return {key: _bare(value) for key, value in tree.items()}
    return [_bare(each) for each in tree] if isinstance(tree, list) else str(tree)


def _text(base: str, one: str, other: str) -> str | None:
    """A text of several lines with the changes of both; None if it has one line, or both changed the same."""
    if "\n" not in base or "\n" not in one or "\n" not in other:
        return None
    lines = merged_lines(*(each.splitlines(keepends=True) for each in (base, one, other)))
    return None if lines is None else "".join(lines)
