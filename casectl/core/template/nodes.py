"""A template's file as values that know where they stand, and laying one file over another (``extends``).

There is one rule: mappings merge key by key, anything else replaces what stood there, and the word ``remove``
takes it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias, Union

from casectl.core.values.tree import Path, Position, Source, Tree
from casectl.core.values.value_class import value_class

REMOVE = "remove"

NodeContent: TypeAlias = Union[str, list["TemplateNode"], dict[str, "TemplateNode"]]  # noqa: UP007 (a name in quotes knows no |)


@value_class
class TemplateNode:
    """A value of a template file and its place."""

    content: NodeContent
    place: Position

    @property
    def text(self) -> str:
        """The text of a scalar, "" for anything else."""
        return self.content if isinstance(self.content, str) else ""

    @property
    def mapping(self) -> dict[str, TemplateNode]:
        """The entries of a mapping, none for anything else."""
        return self.content if isinstance(self.content, dict) else {}

    @property
    def items(self) -> list[TemplateNode]:
        """The items of a list; a single text counts as a list of one, anything else as none."""
        if isinstance(self.content, list):
            return self.content
        return [self] if self.text else []

    def tree(self) -> Tree:
        """The bare value."""
        if isinstance(self.content, list):
            return [each.tree() for each in self.content]
        if isinstance(self.content, dict):
            return {key: each.tree() for key, each in self.content.items()}
        return self.content


def nodes(source: Source) -> TemplateNode:
    """The whole file."""
    return _node(source, source.tree, ())


def _node(source: Source, tree: Tree, path: Path) -> TemplateNode:
    content: NodeContent
    if isinstance(tree, dict):
        content = {key: _node(source, value, (*path, key)) for key, value in tree.items()}
    elif isinstance(tree, list):
        content = [_node(source, value, (*path, number)) for number, value in enumerate(tree)]
    else:
        content = tree
    return TemplateNode(content, source.place(*path))


def laid_over(below: TemplateNode, above: TemplateNode) -> TemplateNode:
    """`below` with what `above` says instead."""
    if not (isinstance(below.content, dict) and isinstance(above.content, dict)):
        return above
    merged = dict(below.content)
    for key, value in above.content.items():
        if value.content == REMOVE:
            merged.pop(key, None)
        else:
            merged[key] = laid_over(merged[key], value) if key in merged else value
    return TemplateNode(merged, above.place)


def vain_removals(below: TemplateNode, above: TemplateNode) -> Iterator[tuple[str, TemplateNode]]:
    """The entries of `above` that remove what `below` does not have, by key."""
    for key, value in above.mapping.items():
        if key not in below.mapping:
            if value.content == REMOVE:
                yield key, value
        else:
            yield from vain_removals(below.mapping[key], value)
