"""The values of a settings file (a template, a mapping, a calendar, casectl.yaml), each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, Union

from casectl.core.values.tree import Path, Position, Source, Tree
from casectl.core.values.value_class import value_class

Content: TypeAlias = Union[Tree, Mapping[str, "Node"]]  # noqa: UP007 (a name in quotes knows no |)


@value_class
class Node:
    """A value and where it is: `path` in `source`. The entries of a mapping may be nodes from other files."""

    content: Content
    source: Source
    path: Path = ()

    @classmethod
    def of(cls, source: Source) -> Node:
        """The whole file. Nothing is copied: nodes are made when they are asked for."""
        return cls(source.tree, source)

    @property
    def place(self) -> Position:
        """File, line and column."""
        return self.source.place(*self.path)

    @property
    def text(self) -> str:
        """The text of a scalar, "" for anything else."""
        return self.content if isinstance(self.content, str) else ""

    @property
    def mapping(self) -> dict[str, Node]:
        """The entries of a mapping, none for anything else."""
        if not isinstance(self.content, dict):
            return {}
        source, path = self.source, self.path
        return {
            key: value if isinstance(value, Node) else Node(value, source, (*path, key))
            for key, value in self.content.items()
        }

    @property
    def items(self) -> list[Node]:
        """The items of a list; a single text counts as a list of one, anything else as none."""
        if isinstance(self.content, list):
            return [Node(value, self.source, (*self.path, number)) for number, value in enumerate(self.content)]
        return [self] if self.text else []

    def holding(self, content: Content) -> Node:
        """Another value at the same place."""
        return Node(content, self.source, self.path)

    def tree(self) -> Tree:
        """The bare value."""
        if isinstance(self.content, dict):
            return {key: each.tree() for key, each in self.mapping.items()}
        return [each.tree() for each in self.items] if isinstance(self.content, list) else self.text
