"""The case file as a JSON Schema, for editors and other programs: of any case, or strictly of those of one template.

It helps people who type; the checks that count are those of `casectl check`, which knows the calendar and git too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from casectl.core.case.clock_record import CLOCK_RECORD
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.kinds.kind import ANY_EVENT, CLOCK_RECORDS, TO_STATE, Detail, EventKind
from casectl.core.case.kinds.kind import DURATION as DURATIONS
from casectl.core.case.kinds.kind import INSTANT as INSTANTS
from casectl.core.case.links import LINK_TYPES
from casectl.core.case.model import FREE, HEADER
from casectl.core.schemas.shapes import DRAFT, DURATION, FILLED, INSTANT, OWN, SCALAR, Say, Schema, closed, one_of
from casectl.core.schemas.values import field_shape, required_at
from casectl.core.template.model import OPENING, Template
from casectl.core.values.messages import msg

_REQUIRED = ("schema", "id", "title", "template", "state", "received_at", "journal")
_DETAILS: dict[str, Schema] = {
    "scalar": SCALAR,
    "list": {"type": ["array", *SCALAR["type"]]},
    "mapping": {"type": "object"},
}
"""The schema of a detail by the shape of its type; a list of one may be written as a scalar."""

_EVENT = {
    "id": msg("the event's own id"),
    "at": msg("when it happened, as entered"),
    "by": msg("who did it"),
    "event": msg("what kind of event it is"),
}


_EVENT_ID: Schema = {**SCALAR, "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{3,63}$"}
_CASE_ID: Schema = {"type": "string", "pattern": "^[A-Z]{1,8}-\\d\\d(0[1-9]|1[0-2])-[0-9A-HJKMNP-TV-Z]{9}$"}
_OPENED: Schema = {"properties": {"event": {"const": "opened"}}}
"""A journal begins with it."""
_RETYPED: Schema = {"contains": {"type": "object", "properties": {"event": {"const": "retyped"}}}}
"""The journal of a case that had another template before: fields and clocks of that one may have stayed."""


def case_schema(say: Say, template: Template | None = None) -> Schema:
    """The schema, its descriptions in the language of `say`; of a `template`, it is that of its cases alone.

    Keys of one's own are allowed, as they are in a case; in that of a template they begin with ``x-``, so that a
    misspelt key is none.
    """
    shapes = {**_shapes(), **(_of_template(template, say) if template else {})}
    keys = {
        key: {"description": say(meaning), **shapes.get(key, SCALAR)} for key, meaning in {**HEADER, **FREE}.items()
    }
    schema: Schema = {
        "$schema": DRAFT,
        "title": say(template.title) if template else "casectl",
        "type": "object",
        "required": [*_REQUIRED],
        "properties": {**keys, "journal": {"type": "array", "minItems": 1, "items": _event(say)}},
        "allOf": [{"properties": {"journal": {"items": [_OPENED]}}}],
    }
    if template:
        schema |= {"patternProperties": {OWN: True}, "additionalProperties": False}
        schema["required"] += ["fields"] if [*required_at(template, OPENING)] else []
        schema["allOf"] += _demands(template)
    return schema


def _shapes() -> dict[str, Schema]:
    """The shapes of the keys that are no scalars, or not any."""
    offer = {**dict.fromkeys(("to", "team", "by", "reason"), SCALAR), "at": INSTANT, "event": _EVENT_ID}
    task = {**dict.fromkeys(("what", "who", "rule", "note", "kind", "zone", "tries"), SCALAR),
            "id": FILLED, "at": INSTANT, "until": INSTANT, "every": DURATION}  # fmt: skip
    link = {"type": one_of(LINK_TYPES), "case": _CASE_ID}
    return {
        "schema": one_of(("1",)), "id": _CASE_ID, "title": FILLED, "template": FILLED, "state": FILLED,
        "received_at": INSTANT, "closed_at": INSTANT, "next_due": INSTANT,
        "source": closed({"name": SCALAR, "id": SCALAR}, ("name", "id")), "offer": closed(offer, ("by", "at", "event")),
        "due": {"type": "object", "additionalProperties": INSTANT},
        "paused": {"type": "object", "additionalProperties": SCALAR},
        "provisional": {"type": "array", "items": FILLED},
        "unconfirmed": {"type": "array", "items": FILLED},
        "follow_ups": {"type": "array", "items": closed(task, ("id", "at", "what", "who"))},
        "links": {"type": "array", "items": closed(link, ("type", "case"))},
        "conflicts": {"type": "array", "items": closed({"about": FILLED, "event": _EVENT_ID}, ("about", "event"))},
        "fields": {"type": "object"}, "checklists": {"type": "object"},
    }  # fmt: skip


def _of_template(template: Template, say: Say) -> dict[str, Schema]:
    states = [each.name for each in template.workflow.states]
    fields = {each.name: {"description": say(each.title), **field_shape(each, say)} for each in template.fields}
    return {
        "template": one_of((template.name,)), "state": one_of(states),
        **({"level": one_of(name for name, _ in template.levels)} if template.levels else {}),
        "fields": {"type": "object", "properties": fields},
    }  # fmt: skip


def _demands(template: Template) -> Iterator[Schema]:
    """What a case of a template must have besides, unless it was imported or had another template before."""
    clocks = [each.name for each in template.clocks]
    known: Schema = {
        "fields": {"propertyNames": _among([each.name for each in template.fields])},
        **{key: {"propertyNames": _among(clocks)} for key in ("due", "paused")},
        "provisional": {"items": one_of(clocks)},
        "unconfirmed": {"items": one_of(clocks)},
        "journal": {"items": _event_of(template, clocks)},
    }
    former: Schema = {"properties": {"journal": _RETYPED}, "required": ["journal"]}
    yield {"if": former, "else": {"properties": known}}
    own: Schema = {"not": {"anyOf": [{"required": ["source"]}, former]}}
    yield {"if": own, "then": {"properties": {"fields": _filled(required_at(template, OPENING))}}}
    for state in template.workflow.states:
        if paths := [*required_at(template, state.name)]:
            there: Schema = {"properties": {"state": one_of((state.name,))}, "required": ["state"]}
            demanded: Schema = {"properties": {"fields": _filled(paths)}, "required": ["fields"]}
            yield {"if": {"allOf": [own, there]}, "then": demanded}


def _event_of(template: Template, clocks: Sequence[str]) -> Schema:
    """What an event of a case of a template has: states and clocks of that one."""
    states = one_of(each.name for each in template.workflow.states)
    moves = [kind.name for kind in EVENT_KINDS.values() if kind.enters_state]
    moved: Schema = {"properties": {"event": {"enum": moves}}, "required": ["event"]}
    return {
        "properties": {"clocks": {"propertyNames": _among(clocks)}},
        "if": moved, "then": {"properties": {"to": states}},
    }  # fmt: skip


def _among(names: Sequence[str]) -> Schema:
    return {"anyOf": [{"enum": [*names]}, {"pattern": OWN}]}


def _filled(paths: Any) -> Schema:
    """A mapping in which the values at these paths, of names, are filled."""
    below: dict[str, list[tuple[str, ...]]] = {}
    for name, *rest in paths:
        below.setdefault(name, []).append(tuple(rest))
    inner = {name: _filled(filter(None, rests)) if any(rests) else _ANSWERED for name, rests in below.items()}
    return {"properties": inner, "required": list(below)}


_ANSWERED: Schema = {"anyOf": [
    {"type": ["number", "boolean"]}, {"type": "string", "pattern": "\\S"}, {"type": "array", "minItems": 1},
    {"type": "object", "minProperties": 1},
]}  # fmt: skip
"""What is not left blank."""


def _event(say: Say) -> Schema:
    details: dict[str, Detail] = {}
    for kind in EVENT_KINDS.values():
        details = {**kind.details, **details}
    details |= ANY_EVENT
    shapes = {"id": _EVENT_ID, "at": INSTANT, "by": FILLED, "event": FILLED}
    own: Schema = {key: {"description": say(what), **shapes[key]} for key, what in _EVENT.items()}
    own["event"]["oneOf"] = [{"const": name, "description": say(kind.meaning)} for name, kind in EVENT_KINDS.items()]
    properties = {key: {"description": say(each.meaning), **_detail(each)} for key, each in details.items()}
    return {
        "type": "object", "required": list(_EVENT), "properties": {**own, **properties},
        "allOf": [*map(_of_kind, EVENT_KINDS.values())],
    }  # fmt: skip


def _of_kind(kind: EventKind) -> Schema:
    """What an event of a kind has: no details of other kinds, and the state that it enters."""
    demands: Schema = {"propertyNames": {"enum": [*dict.fromkeys((*_EVENT, *ANY_EVENT, *kind.details))]}}
    if kind.details.get("to") == TO_STATE:
        demands["required"] = ["to"]
    return {"if": {"properties": {"event": {"const": kind.name}}, "required": ["event"]}, "then": demands}


def _detail(detail: Detail) -> Schema:
    if detail.type is CLOCK_RECORDS:
        return {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "propertyNames": {"enum": [*CLOCK_RECORD]},
                "properties": dict.fromkeys(("within", "extended_by"), DURATION),
            },
        }
    typed = {INSTANTS: INSTANT, DURATIONS: DURATION}
    return typed.get(detail.type) or _DETAILS[detail.type.shape]
