"""A file of rules that two sides changed: settings, a template or a calendar, merged key by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from casectl.actions.recording.merged_form import Sides, merged_text, source_of
from casectl.core.merge.rules import merged_rules
from casectl.core.merge.values import told
from casectl.core.values.messages import Message, Refused, msg
from casectl.core.values.tree import Tree, get_in

if TYPE_CHECKING:  # git waits for every import
    from casectl.ports.recording import Documents


OURS, THEIRS = "ours", "theirs"


def merged_rule_file(documents: Documents, path: str, sides: Sides, prefer: str | None = None) -> bytes:
    """The merged file; where both changed the same, with the value of the side that is preferred, `OURS` or `THEIRS`.

    Raises Refused, naming the keys with both values, if neither is; Unreadable.
    """
    base, one, other = (source_of(documents, path, data) for data in (sides.base or b"{}", sides.one, sides.other))
    if prefer == THEIRS:
        one, other = other, one
    rules, names = merged_rules(base.tree, one.tree, other.tree)
    if names and not prefer:
        raise Refused(msg("both sides changed {names}", names=[_both(each, one.tree, other.tree) for each in names]))
    return merged_text(documents, base if sides.base else None, (one, other), rules)


def _both(name: str, *sides: Mapping[str, Tree]) -> Message:
    """A key by its dotted name, with the values of our side and of theirs, each as far as a line has room for it."""
    ours, theirs = (told(get_in({**each}, tuple(name.split(".")))) or "-" for each in sides)
    return msg("{name} (ours: {ours}; theirs: {theirs})", name=name, ours=_short(ours), theirs=_short(theirs))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _ROOM else f"{line[:_ROOM]}…"


_ROOM = 60
