"""Changes a file in casectl's own layout key by key, without a YAML parser, which is slow to load.

In that layout the lines of a top-level key stand together, so what has not changed keeps its lines, and a list that has
grown, such as the journal, keeps those it had. A changed key is written again if it was as the `writer` writes it. Any
other file, and any other change, is left to the `editor`, whose result is the same where both have one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casectl.adapters.yaml import quick as yaml_quick
from casectl.adapters.yaml.writer import WritePosition, check_size, check_writable, entry_lines, item_lines
from casectl.core.values.tree import Source, Tree


class _Unlike(Exception):
    """The file is not laid out as the writer does it."""


def rewritten(source: Source, tree: Mapping[str, Tree]) -> bytes | None:
    """The content of a file, which was read by `quick`, changed so that reading it gives `tree`; None where the
    editor has to do it.

    Raises UsageError if `tree` holds what a document may not hold.
    """
    old, new = source.tree, dict(tree)
    if old == new:
        return source.data
    if not old or not new or not _keeps_shape(old, new):
        return None
    check_writable(new)
    head, *parts = _parts(source.data.decode())
    before = dict(zip(old, parts, strict=True))
    try:
        lines = [line for key, value in new.items() for line in _entry(key, value, old.get(key), before.get(key, []))]
    except _Unlike:
        return None
    result = "".join(f"{line}\n" for line in (*head, *lines)).encode()
    check_size(result)
    return result if yaml_quick.read(result) == new else None


def _parts(text: str) -> list[list[str]]:
    """The lines before the first key, and then those of each top-level key."""
    parts: list[list[str]] = [[]]
    for line in text.split("\n")[:-1]:
        if line and line[0] not in " #":
            parts.append([])
        parts[-1].append(line)
    return parts


def _entry(key: str, new: Tree, old: Tree | None, lines: list[str]) -> list[str]:
    """The lines of a top-level key, which had the value `old` in these lines (None: it was not there)."""
    if lines and not lines[-1]:
        raise _Unlike
    if new == old:
        return lines
    position = WritePosition((), 0, 0).entry(key, 0)
    if isinstance(new, list) and isinstance(old, list) and len(lines) > 1 and new[: len(old)] == old:
        return [*lines, *_items(new, len(old), position)]
    if old is not None and entry_lines(key, old, position) != lines:
        raise _Unlike
    return entry_lines(key, _as_written(old, new), position)


def _items(values: list[Tree], first: int, position: WritePosition) -> Iterator[str]:
    """The lines of the items from the `first` on, in a list that is indented as all are."""
    for number in range(first, len(values)):
        for line in item_lines(values[number], position.item(number, position.column + 2)):
            yield f"  {line}" if line else line


def _as_written(old: Tree | None, new: Tree) -> Tree:
    """`new`, with unchanged parts as they were read, so that unquoted texts stay unquoted."""
    if old == new and old is not None:
        return old
    if isinstance(new, dict):
        before = old if isinstance(old, dict) else {}
        return {key: _as_written(before.get(key), value) for key, value in new.items()}
    if isinstance(new, list):
        items = old if isinstance(old, list) else []
        return [next((each for each in items if each == item), item) for item in new]
    return new


def _keeps_shape(old: Tree, new: Tree) -> bool:
    """Whether no remaining key moves and no mapping or list changes its kind, so that flow style can be kept."""
    if isinstance(old, dict) and isinstance(new, dict):
        stay = [key for key in old if key in new]
        return stay == [key for key in new if key in old] and all(_keeps_shape(old[key], new[key]) for key in stay)
    if isinstance(old, list) and isinstance(new, list):
        return all(map(_keeps_shape, old, new))
    return isinstance(old, str) or not old
