"""The case file as a JSON Schema (draft 7), for editors: what each key means, which kinds of events there are.

It helps people who type; the checks that count are those of `casectl check`, which knows the template too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.kinds.details import ANY_EVENT, Detail
from casectl.core.case.model import FREE, HEADER
from casectl.core.values.messages import Message, msg

Say = Callable[[Message], str]
Schema = dict[str, Any]

_MAPPINGS = ("source", "offer", "due", "paused", "fields", "checklists")
_LISTS = ("provisional", "follow_ups", "links")
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}
_DETAILS: dict[str, Schema] = {
    "scalar": _SCALAR,
    "list": {"type": ["array", *_SCALAR["type"]]},
    "mapping": {"type": "object"},
}
"""The schema of a detail by the shape of its type; a list of one may be written as a scalar."""

_EVENT = {
    "id": msg("the event's own id"),
    "at": msg("when it is said to have happened"),
    "by": msg("who did it"),
    "event": msg("what kind of event it is"),
}


def case_schema(say: Say) -> Schema:
    """The schema, its descriptions in the language of `say`. Keys of one's own are allowed, as they are in a case."""
    keys = {key: {"description": say(meaning), **_shape(key)} for key, meaning in {**HEADER, **FREE}.items()}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "casectl",
        "type": "object",
        "required": ["schema", "id", "title", "template", "state", "received_at", "journal"],
        "properties": {**keys, "journal": {"type": "array", "minItems": 1, "items": _event(say)}},
    }


def _shape(key: str) -> Schema:
    if key in _MAPPINGS:
        return {"type": "object"}
    return {"type": "array"} if key in _LISTS else _SCALAR


def _event(say: Say) -> Schema:
    details: dict[str, Detail] = {}
    for kind in EVENT_KINDS.values():
        details = {**kind.details, **details}
    details |= ANY_EVENT
    own: dict[str, Schema] = {key: {"description": say(what), **_SCALAR} for key, what in _EVENT.items()}
    own["event"]["oneOf"] = [{"const": name, "description": say(kind.meaning)} for name, kind in EVENT_KINDS.items()]
    properties = {key: {"description": say(each.meaning), **_DETAILS[each.type.shape]} for key, each in details.items()}
    return {"type": "object", "required": list(_EVENT), "properties": {**own, **properties}}
