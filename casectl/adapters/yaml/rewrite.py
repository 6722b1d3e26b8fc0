"""Changes a file in casectl's own layout by writing it again, without a YAML parser, which is slow to load.

If writing the old tree gives the old file to the byte, the new file differs from it only in what has changed. Any other
file, and any other change, is left to the `editor`, whose result is the same where both have one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from casectl.adapters.yaml import quick as yaml_quick
from casectl.adapters.yaml import writer as yaml_writer
from casectl.core.values.tree import Tree


def rewritten(data: bytes, tree: Mapping[str, Tree]) -> bytes | None:
    """`data` changed so that reading it gives `tree`; None where the editor has to do it.

    Raises UsageError if `tree` holds what a document may not hold.
    """
    old = yaml_quick.read(data, marked=True)
    if not old or not tree:
        return None
    body = yaml_writer.write(old)
    head = data.removesuffix(body)
    if len(head) + len(body) != len(data):
        return None
    if old == tree:
        return data
    if not _keeps_shape(old, dict(tree)):
        return None
    wanted = cast("dict[str, Tree]", _as_written(old, dict(tree)))
    result = head + yaml_writer.write(wanted)
    yaml_writer.check_size(result)
    return result if yaml_quick.read(result) == tree else None


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
