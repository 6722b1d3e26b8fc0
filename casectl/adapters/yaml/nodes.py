"""The parts of a YAML document, each with its place in the text.

The reader makes these nodes; the editor works on their offsets. Offsets, lines and columns count from 0, as the parsers
do; add 1 to show them to people.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from casectl.core.values.tree import Path, Plain, Tree


@dataclass(slots=True)
class ScalarNode:
    """A text; `style` is "" for an unquoted one, else its first character."""

    text: str
    style: str
    start: int
    end: int
    line: int
    column: int


@dataclass(slots=True)
class ListNode:
    """A list; in flow style (brackets) it extends from `start` to `end`."""

    flow: bool
    start: int
    end: int
    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class MappingNode:
    """A mapping; in flow style (braces) it extends from `start` to `end`."""

    flow: bool
    start: int
    end: int
    line: int
    column: int
    entries: list[tuple[ScalarNode, Node]] = field(default_factory=list)


Node: TypeAlias = ScalarNode | ListNode | MappingNode


def tree_of(node: Node) -> Tree:
    """The value of a node; a scalar without quotes is `Plain`, so that it can be written without them elsewhere."""
    if isinstance(node, ScalarNode):
        return node.text if node.style else Plain(node.text)
    if isinstance(node, ListNode):
        return [tree_of(item) for item in node.items]
    return {key.text: tree_of(value) for key, value in node.entries}


def marks_of(node: Node) -> dict[Path, tuple[int, int]]:
    """Line and column of every value, counted from 1: for a mapping's value those of its key, for an item its own."""
    marks: dict[Path, tuple[int, int]] = {}
    _mark(node, (), marks)
    return marks


def _mark(node: Node, path: Path, marks: dict[Path, tuple[int, int]]) -> None:
    if isinstance(node, MappingNode):
        for key, value in node.entries:
            marks[inner := (*path, key.text)] = (key.line + 1, key.column + 1)
            if not isinstance(value, ScalarNode):
                _mark(value, inner, marks)
    elif isinstance(node, ListNode):
        for number, item in enumerate(node.items):
            marks[inner := (*path, number)] = (item.line + 1, item.column + 1)
            if not isinstance(item, ScalarNode):
                _mark(item, inner, marks)


def scalars(node: Node) -> Iterator[ScalarNode]:
    """Every key and every text below `node`, in the order of the file."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, ListNode):
        for item in node.items:
            yield from scalars(item)
    else:
        for key, value in node.entries:
            yield key
            yield from scalars(value)


def as_written(node: Node | None, tree: Tree) -> Tree:
    """`tree` with its unchanged unquoted scalars marked `Plain`, so that writing them again adds no quotes."""
    if isinstance(node, ScalarNode):
        return Plain(tree) if tree == node.text and not node.style else tree
    if isinstance(node, ListNode) and isinstance(tree, list):
        olds = [*node.items, *[None] * len(tree)]
        return [as_written(old, item) for old, item in zip(olds, tree, strict=False)]
    if isinstance(node, MappingNode) and isinstance(tree, dict):
        old_at = {key.text: value for key, value in node.entries}
        return {key: as_written(old_at.get(key), value) for key, value in tree.items()}
    return tree


def gaps(text: str, root: MappingNode) -> Iterator[tuple[int, int]]:
    """The ranges of `text` outside every scalar, which hold structure and comments.

    The first line of a block scalar (``key: |  # comment``) counts as outside.
    """
    at = 0
    for scalar in scalars(root):
        yield at, body_start(text, scalar)
        at = max(at, scalar.end)
    yield at, len(text)


def body_start(text: str, scalar: ScalarNode) -> int:
    """The offset of a scalar's own text: after the first line of a block scalar."""
    if scalar.style in ("|", ">"):
        return text.find("\n", scalar.start) + 1 or len(text)
    return scalar.start
