"""A file of rules that two sides changed: settings, a template or a calendar, merged key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casectl.actions.recording.merged_form import Sides, merged_text, source_of
from casectl.core.merge.rules import merged_rules
from casectl.core.values.errors import Refused
from casectl.core.values.messages import msg

if TYPE_CHECKING:  # git waits for every import
    from casectl.ports.recording import Documents


OURS, THEIRS = "ours", "theirs"


def merged_rule_file(documents: Documents, path: str, sides: Sides, prefer: str | None = None) -> bytes:
    """The merged file; where both changed the same, with the value of the side that is preferred, `OURS` or `THEIRS`.

    Raises Refused, naming the keys, if neither is; Unreadable.
    """
    base, one, other = (source_of(documents, path, data) for data in (sides.base or b"{}", sides.one, sides.other))
    if prefer == THEIRS:
        one, other = other, one
    rules, names = merged_rules(base.tree, one.tree, other.tree)
    if names and not prefer:
        raise Refused(msg("both sides changed {names}", names=names))
    return merged_text(documents, base if sides.base else None, (one, other), rules)
