"""YAML as casectl sees it: mappings, lists and text, and the place of each in its file.

A scalar is text until a schema types it, so ``no``, ``010``, ``12:30`` and ``1e3`` are never anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import TypeAlias

from casectl.core.values.value_class import value_class

Tree: TypeAlias = str | list["Tree"] | dict[str, "Tree"]
Path: TypeAlias = tuple[str | int, ...]


class Plain(str):
    """A scalar to be written without quotes: a number, an instant, a yes or no that the schema typed.

    Equal to the same text; only the writer looks at the class.
    """

    __slots__ = ()


@value_class
class Position:
    """A position in a file; `line` and `column` count from 1, 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@value_class
class Source:
    """A file that was read: its tree, the place of each value (of a mapping's value: of its key), and its content."""

    file: str
    tree: dict[str, Tree]
    marks: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    data: bytes = b""

    def place(self, *path: str | int) -> Position:
        """The place of the value at `path`, or of the nearest value around it that is there."""
        while path and path not in self.marks:
            path = path[:-1]
        return Position(self.file, *self.marks.get(path, (0, 0)))

    def named_place(self, *names: str) -> Position:
        """As `place`, with the entries of lists named by their ids."""
        path, tree = list[str | int](), self.tree
        for name in names:
            inside = get_in(tree, tuple(path))
            if isinstance(inside, list):
                ids = [mapping_of(each).get("id") for each in inside]
                path.append(ids.index(name) if name in ids else len(ids))
            else:
                path.append(name)
        return self.place(*path)


def get_in(tree: Tree | None, path: Path) -> Tree | None:
    """The value at `path`, or None where there is none."""
    for step in path:
        if isinstance(tree, dict) and isinstance(step, str):
            tree = tree.get(step)
        elif isinstance(tree, list) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
        else:
            return None
    return tree


def set_in(tree: dict[str, Tree], path: tuple[str, ...], value: Tree | None) -> dict[str, Tree]:
    """A copy of `tree` with `value` at `path` (None takes the key away); mappings on the way are made."""
    key, rest = path[0], path[1:]
    if rest:
        inner = tree.get(key)
        value = set_in(inner if isinstance(inner, dict) else {}, rest, value) or None
    if value is None:
        return {name: each for name, each in tree.items() if name != key}
    return {**tree, key: value}


def leaves(tree: Tree, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every scalar of `tree` with its path, in order."""
    if isinstance(tree, str):
        yield path, tree
        return
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, value in steps:
        yield from leaves(value, (*path, step))


def text_of(tree: Tree | None) -> str:
    """A scalar's text; "" for anything else."""
    return tree if isinstance(tree, str) else ""


def mapping_of(tree: Tree | None) -> dict[str, Tree]:
    """A mapping, or an empty one for anything else."""
    return tree if isinstance(tree, dict) else {}


def list_of(tree: Tree | None) -> list[Tree]:
    """A list; a single scalar counts as a list of one, anything else as empty."""
    if isinstance(tree, list):
        return tree
    return [tree] if isinstance(tree, str) and tree else []


def count_of(tree: Tree) -> int:
    """How many keys and values a tree has."""
    if isinstance(tree, str):
        return 1
    if isinstance(tree, list):
        return 1 + sum(map(count_of, tree))
    return 1 + len(tree) + sum(map(count_of, tree.values()))
