"""How one case may be related to another, and what people call it."""

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
    """What people call a type; the bare name of an unknown one, such as one written by hand."""
    return LINK_TYPES.get(type, type)
