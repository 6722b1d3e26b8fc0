"""A branch, or the tag of a seal, that lacks what it had when it was last seen."""

from __future__ import annotations

from casectl.core.values.value_class import NamedTuple


class LostHead(NamedTuple):
    """Its name, what it had last, whether this clone still has that, and whether it is a seal."""

    name: str
    last: str
    is_here: bool
    is_seal: bool = False
