"""The types of link between cases, with their titles."""

from __future__ import annotations

from casectl.core.values.messages import Message, Value, msg

LINK_TYPES: dict[str, Message] = {
    "duplicate-of": msg("duplicate of"),
    "follow-up-of": msg("follow-up of"),
    "part-of": msg("part of"),
    "related": msg("related to"),
}
"""The types, each with its title."""


def link_title(type: str) -> Value:
    """The title of a type; the bare name if it is unknown, as when written by hand."""
    return LINK_TYPES.get(type, type)
