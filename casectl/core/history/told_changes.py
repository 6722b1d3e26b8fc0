"""What a change of a value is said to be, where others read it: never with a private value."""

from __future__ import annotations

from collections.abc import Collection

from casectl.core.case.compose import shown
from casectl.core.history.trail import ValueChange
from casectl.core.template.model import Template
from casectl.core.values.masking import masked_tree
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree

_MASK = "***"
"""Of a map that has private fields among others, as text."""
_LONGEST = 40
"""So many characters of a value are said."""


def private_names(template: Template) -> frozenset[str]:
    """The dotted names of the private fields, those that they had before among them."""
    names = {".".join(path) for top in template.fields for path, field in top.walk() if field.private}
    return frozenset(f"fields.{name}" for name in names | template.renamed.former_fields(names))


def is_private(name: str, private: Collection[str] | None) -> bool:
    """Whether it is one of the `private` fields (None: all are), has one in it, or is part of one."""
    if not name.startswith("fields."):
        return False
    return private is None or any(f"{name}.".startswith(f"{each}.") or each.startswith(f"{name}.") for each in private)


def masked_change(change: ValueChange, private: Collection[str] | None) -> ValueChange:
    """The change, its values masked if they are of the `private` fields (None: all are)."""
    if not is_private(change.name, private):
        return change
    known = private is not None and any(f"{change.name}.".startswith(f"{each}.") for each in private)
    sides = (change.old, change.new)
    old, new = (None if side is None else masked_tree(side) if known else _MASK for side in sides)
    return change._replace(old=old, new=new)


def told(change: ValueChange, private: Collection[str] | None) -> Message:
    """The name and both values on one line, each cut to some characters."""
    masked = masked_change(change, private)
    return msg("{name} ({old} → {new})", name=change.name, old=_short(masked.old), new=_short(masked.new))


def _short(value: Tree | None) -> str:
    text = " ".join(shown(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
