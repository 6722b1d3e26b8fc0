"""Writes a tree as YAML, in the casebook's one layout: two spaces, lists indented, nothing ever folded.

A mapping in a list is on one line where it fits, ``- {id: f1, at: …}``; a mapping in a mapping is a block. In the
journal it is the other way round: events are blocks, mappings in them are on one line where they fit.
"""

from __future__ import annotations

from collections.abc import Mapping

from casectl.adapters.yaml.scalars import block, inline, width
from casectl.core.values.limits import MAX_BYTES, MAX_DEPTH, MAX_KEY, MAX_NODES
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Path, Tree, leaves
from casectl.core.values.value_class import value_class

LINE = 120
"""The most columns of a line with braces."""

SHORT = 60
"""The most columns of each text in such a line."""


@value_class
class WritePosition:
    """Where a value is written: its path, the column of its key or dash, the column after ``key:`` or ``-``.

    `was_flow`: it was in braces or brackets so far, and keeps them while it fits on the line.
    """

    path: Path
    column: int
    behind: int
    was_flow: bool = False

    def item(self, number: int, column: int) -> WritePosition:
        """The position of a list item whose dash is at `column`."""
        return WritePosition((*self.path, number), column, column + 1)

    def entry(self, key: str, column: int) -> WritePosition:
        """The position of a mapping's value whose key is at `column`."""
        return WritePosition((*self.path, key), column, column + width(inline(key)) + 1)

    @property
    def may_flow(self) -> bool:
        """Whether a mapping here is written on one line."""
        journal = self.path[0] == "journal"
        return not (journal and len(self.path) == 2) if isinstance(self.path[-1], int) else journal


def write(tree: Mapping[str, Tree], schema: str = "") -> bytes:
    """A new document; reading it gives `tree` again.

    The path of a `schema` goes into a comment, as the YAML language server wants it (its README, "Modeline").

    Raises:
        UsageError: half a character (a lone surrogate), or more than the reader accepts: depth, values, bytes, a key.
    """
    check_writable(tree)
    lines = mapping_lines(tree, WritePosition((), 0, 0), 0) if tree else ["{}"]
    modeline = [f"# yaml-language-server: $schema={schema}"] if schema else []
    data = "".join(f"{line}\n" for line in (*modeline, *lines)).encode()
    check_size(data)
    return data


def check_size(data: bytes) -> None:
    """Raise UsageError if a document is larger than the reader accepts."""
    if len(data) > MAX_BYTES:
        raise UsageError(
            msg("the text is too long for a case, which holds {limit} bytes", limit=MAX_BYTES),
            hint=msg("put it into a file: casectl attach CASE FILE"),
        )


def check_writable(tree: Mapping[str, Tree]) -> None:
    """Raise UsageError if `tree` holds what a document may not hold."""
    if _count(dict(tree), 1) > MAX_NODES:
        raise UsageError(msg("more than {limit} values in one file", limit=MAX_NODES))


def _count(tree: Tree, depth: int) -> int:
    if isinstance(tree, str):
        _check_text(tree)
        return 1
    if depth > MAX_DEPTH:
        raise UsageError(msg("nested deeper than {limit} levels", limit=MAX_DEPTH))
    if isinstance(tree, list):
        return 1 + sum(_count(item, depth + 1) for item in tree)
    for key in tree:
        _check_text(key)
        if len(inline(key)) > MAX_KEY:
            raise UsageError(msg("a key longer than {limit} characters", limit=MAX_KEY))
    return 1 + len(tree) + sum(_count(value, depth + 1) for value in tree.values())


def _check_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        code = f"{ord(text[error.start]):04X}"
        raise UsageError(msg("an incomplete character in a text (the lone surrogate U+{code})", code=code)) from None


def mapping_lines(tree: Mapping[str, Tree], position: WritePosition, column: int) -> list[str]:
    """The lines of a block mapping whose keys are at `column`, without that indentation."""
    return [line for key, value in tree.items() for line in entry_lines(key, value, position.entry(key, column))]


def entry_lines(key: str, value: Tree, position: WritePosition) -> list[str]:
    """The lines of ``key: value``, without the indentation of the key itself."""
    first, *rest = value_lines(value, position)
    return [f"{inline(key)}: {first}" if first else f"{inline(key)}:", *rest]


def item_lines(value: Tree, position: WritePosition) -> list[str]:
    """The lines of ``- value``, without the indentation of the dash itself."""
    first, *rest = value_lines(value, position)
    return [f"- {first}", *rest]


def value_lines(value: Tree, position: WritePosition) -> list[str]:
    """The lines of a value: the rest of the line after its key or dash, then those below, indented from key or dash."""
    if isinstance(value, str):
        first, *rest = block(value) or [inline(value)]
        return [first, *_indented(rest)]
    if not value:
        return ["{}" if isinstance(value, dict) else "[]"]
    if (line := _one_line(value, position)) is not None:
        return [line]
    column = position.column + 2
    if isinstance(value, dict):
        lines = mapping_lines(value, position, column)
    else:
        lines = [line for number, item in enumerate(value) for line in item_lines(item, position.item(number, column))]
    below = _indented(lines)
    return [below[0].strip(), *below[1:]] if isinstance(position.path[-1], int) else ["", *below]


def _one_line(value: Tree, position: WritePosition) -> str | None:
    wanted = position.was_flow or (isinstance(value, dict) and position.may_flow)
    limit = LINE if position.was_flow else SHORT
    if not wanted or any("\n" in text or width(text) > limit for _, text in leaves(value)):
        return None
    line = _flow(value)
    return line if position.behind + 1 + width(line) <= LINE else None


def _flow(value: Tree) -> str:
    if isinstance(value, str):
        return inline(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return f"{{{', '.join(f'{inline(key, flow=True)}: {_flow(each)}' for key, each in value.items())}}}"


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]
