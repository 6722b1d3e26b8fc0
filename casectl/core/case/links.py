"""The types of link between cases, with their titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casectl.core.values.messages import Message, Value, msg

PART_OF = "part-of"

LINK_TYPES: dict[str, Message] = {
    "duplicate-of": msg("duplicate of"),
    "follow-up-of": msg("follow-up of"),
    PART_OF: msg("part of"),
    "related": msg("related to"),
}
"""The types, each with its title."""


def link_title(type: str) -> Value:
    """The title of a type; the bare name if it is unknown, as when written by hand."""
    return LINK_TYPES.get(type, type)


def whole_of(part: str, wholes: Mapping[str, Iterable[str]]) -> list[str]:
    """The cases that `part` is a part of, directly or by way of others, each once; itself only if that is a circle.

    `wholes` has the cases that each is directly a part of.
    """
    found: dict[str, None] = {}
    ahead = [*wholes.get(part, ())]
    while ahead:
        each = ahead.pop()
        if each not in found:
            found[each] = None
            ahead += wholes.get(each, ())
    return [*found]
