"""The types of link between cases, with their titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casectl.core.values.messages import Message, Value, msg

PART_OF, DUPLICATE_OF, RELATED = "part-of", "duplicate-of", "related"

LINK_TYPES: dict[str, Message] = {
    DUPLICATE_OF: msg("duplicate of"),
    "follow-up-of": msg("follow-up of"),
    PART_OF: msg("part of"),
    RELATED: msg("related to"),
}
"""The types, each with its title."""

LINK_WORDS: dict[str, tuple[str, ...]] = {
    DUPLICATE_OF: ("duplicate", "dup", "same as", "重复", "重复投诉", "重复件", "重复于", "同一投诉", "重单"),
    "follow-up-of": ("follow-up", "follows", "continues", "后续", "后续投诉", "延续", "接续", "跟进"),
    PART_OF: ("part", "child-of", "sub-case", "属于", "部分", "子工单", "子单", "从属"),
    "related": ("relates-to", "see", "相关", "关联", "有关", "相关投诉", "关联工单"),
}
"""What else people type for each."""


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
