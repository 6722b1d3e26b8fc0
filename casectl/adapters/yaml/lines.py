"""A YAML text as lines, and changes to it: where its parts are, its comments, and splices.

Offsets count characters in the text with plain line feeds and a final one; `Splices.apply` maps them to the original,
whatever its line ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from casectl.adapters.yaml.nodes import ListNode, MappingNode, Node, ScalarNode, body_start, gaps, scalars
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

_COMMENT = regex("#.*")
_BLANKS = regex(" *")


@value_class
class Comment:
    """A comment and its offset; `text` begins with ``#``."""

    start: int
    text: str


class DocumentLayout:
    """Where the parts of a document are in its text; lines and columns count from 0."""

    def __init__(self, text: str, root: MappingNode) -> None:
        self.text = text if text.endswith("\n") else text + "\n"
        self.comments = list(_comments(text, root))
        self.scalars = list(scalars(root))
        self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        self._last = len(self._starts) - 2

    def line(self, offset: int) -> int:
        """The number of the line that contains `offset`."""
        return bisect_right(self._starts, offset) - 1

    def start(self, line: int) -> int:
        """The offset at which a line begins."""
        return self._starts[line]

    def stop(self, line: int) -> int:
        """The offset at which a line ends, before its line feed."""
        return self._starts[line + 1] - 1

    def indent(self, line: int) -> int:
        """The number of spaces at the start of a line."""
        return self.skip_blanks(self.start(line)) - self.start(line)

    def skip_blanks(self, offset: int) -> int:
        """The first offset from `offset` on that is not a space."""
        match = _BLANKS.match(self.text, offset)
        return match.end() if match else offset

    def opens_line(self, offset: int) -> bool:
        """Whether only spaces precede `offset` in its line."""
        return not self.text[self.start(self.line(offset)) : offset].strip()

    def end(self, node: Node) -> int:
        """The offset at which the content of a node ends, without blank lines that do not belong to it."""
        if isinstance(node, ScalarNode):
            return self._block_end(node) if node.style in ("|", ">") else node.end
        if node.flow or not (last := _last(node)):
            return node.end
        return self.end(last)

    def last_line(self, node: Node, column: int) -> int:
        """The last line of a node, with the comment lines below it that are indented deeper than `column`."""
        line = end = self.line(self.end(node))
        while line < self._last and self._is_blank_or_comment(line := line + 1):
            if not self._is_blank(line) and self.indent(line) > column:
                end = line
        return end

    def within(self, start: int, stop: int) -> list[Comment]:
        """The comments between two offsets."""
        return [comment for comment in self.comments if start <= comment.start < stop]

    def past_blank_lines(self, line: int, above: int) -> int:
        """The last blank line below `line`, if a block scalar that would keep them ends just above offset `above`."""
        before = [scalar for scalar in self.scalars if scalar.start < above][-1:]
        if before and self._keeps(before[0]) and self.line(self.end(before[0])) == self.line(above) - 1:
            while line < self._last and self._is_blank(line + 1):
                line += 1
        return line

    def dashes(self, node: ListNode) -> list[int]:
        """The offset of each dash of a block list."""
        places = [node.start]
        for item in node.items[:-1]:
            line = self.line(self.end(item)) + 1
            while self._is_blank_or_comment(line):
                line += 1
            places.append(self.start(line) + node.column)
        return places

    def _is_blank(self, line: int) -> bool:
        return self.skip_blanks(self.start(line)) == self.stop(line)

    def _is_blank_or_comment(self, line: int) -> bool:
        return self.text[self.skip_blanks(self.start(line))] in "\n#"

    def _block_end(self, node: ScalarNode) -> int:
        start = body_start(self.text, node)
        body = self.text[start : node.end]
        if not body.strip():
            return start - 1 if not self._keeps(node) or not body else max(start, node.end - 1)
        if self._keeps(node) or node.text.rstrip("\n").endswith((" ", "\t")):
            return node.end - 1
        return start + len(body.rstrip(" \n"))

    def _keeps(self, node: ScalarNode) -> bool:
        header = self.text[node.start : self.text.index("\n", node.start)].partition("#")[0]
        return node.style in ("|", ">") and "+" in header


def _last(node: ListNode | MappingNode) -> Node | None:
    if isinstance(node, ListNode):
        return node.items[-1] if node.items else None
    return node.entries[-1][1] if node.entries else None


def _comments(text: str, root: MappingNode) -> Iterator[Comment]:
    for start, stop in gaps(text, root):
        for match in _COMMENT.finditer(text, start, stop):
            yield Comment(match.start(), match.group())


@dataclass(slots=True)
class Splices:
    """Changes to a text, each a range and its replacement; they never overlap."""

    changes: list[tuple[int, int, str]] = field(default_factory=list)

    def put(self, start: int, stop: int, text: str) -> None:
        """Replace the range from `start` to `stop` by `text`."""
        self.changes.append((start, stop, text))

    def apply(self, original: str) -> str:
        """The changed text; new lines end as the first line of `original` does. Raises ValueError for an overlap."""
        crlf = "\r\n" if original.partition("\n")[0].endswith("\r") else "\n"
        ends = [match.start() for match in re.finditer("\r\n", original)]
        plain_ends = [end - count for count, end in enumerate(ends)]
        parts, at = [], 0
        for start, stop, text in sorted(self.changes, key=lambda change: change[:2]):
            begin = start + bisect_right(plain_ends, start - 1)
            if begin < at:
                raise ValueError("changes overlap")
            parts += [original[at:begin], text.replace("\n", crlf)]
            at = stop + bisect_right(plain_ends, stop - 1)
        return "".join([*parts, original[at:]])
