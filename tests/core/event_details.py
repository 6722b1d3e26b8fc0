"""What the details of an event must be, by the row of its kind and the types of its details."""

from __future__ import annotations

from casectl.core.case.event_kinds import EVENT_KINDS, kind_of
from casectl.core.case.kinds.kind import ANY_EVENT, DURATION, INSTANT, KIND, LEVEL, NUMBER, YES, DetailType
from casectl.core.case.model import Event
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import parse_instant
from casectl.core.values.tree import Tree, text_of


def undeclared(event: Event) -> list[str]:
    """The details that an event of this kind may not carry, or whose value is not of the declared type."""
    return [name for name, value in event.data.items() if not is_declared(event.kind, name, value)]


def is_declared(kind: str, name: str, value: Tree) -> bool:
    """Whether an event of this kind may carry the detail, and the value is of its type."""
    detail = {**ANY_EVENT, **kind_of(kind).details}.get(name)
    if detail is None:
        return False
    shapes: dict[str, type] = {"scalar": str, "list": list, "mapping": dict}
    return isinstance(value, shapes[detail.type.shape]) and is_read(detail.type, value)


def is_read(type: DetailType, value: Tree) -> bool:
    """Whether the text is one of the type, for types that have a form of their own."""
    text = text_of(value)
    if type is INSTANT:
        return parse_instant(text).tzinfo is not None
    if type is DURATION:
        return str(parse_duration(text)) == text
    if type in (LEVEL, NUMBER):
        return text.isdigit()
    if type is YES:
        return text == "yes"
    if type is KIND:
        return text in EVENT_KINDS
    return type.shape != "scalar" or bool(text)
