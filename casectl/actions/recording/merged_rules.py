"""A file of rules that two sides changed: settings, a template or a calendar, merged key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casectl.actions.recording.merged_form import Sides, merged_text, source_of
from casectl.core.merge.rules import merged_rules
from casectl.core.values.errors import Refused
from casectl.core.values.messages import msg

if TYPE_CHECKING:  # git waits for every import
    from casectl.ports import Documents


def merged_rule_file(documents: Documents, path: str, sides: Sides) -> bytes:
    """The merged file. Raises Refused, naming the keys, where both changed the same; Unreadable."""
    base, one, other = (source_of(documents, path, data) for data in (sides.base or b"{}", sides.one, sides.other))
    rules, names = merged_rules(base.tree, one.tree, other.tree)
    if names:
        raise Refused(msg("both sides changed {names}", names=names))
    return merged_text(documents, base if sides.base else None, (one, other), rules)
