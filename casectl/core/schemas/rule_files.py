"""Templates, calendars and casectl.yaml as JSON Schemas, from the tables that their readers go by."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.case.kinds.said import DIRECTIONS
from casectl.core.schemas.shapes import (
    DAY,
    DRAFT,
    FILLED,
    OWN,
    SCALAR,
    TITLE,
    YES,
    Say,
    Schema,
    closed,
    entries,
    one_of,
    or_list,
)
from casectl.core.schemas.whole_files import Shapes, part_of, reference, whole
from casectl.core.template.clock_rules import ASKS_OUTCOME, ASKS_SCORE, PROOFS
from casectl.core.template.fields import TYPES
from casectl.core.template.handing_on import LADDERS
from casectl.core.template.keys import PERMISSIONS as ACTS
from casectl.core.template.keys import TEMPLATE_FILE
from casectl.core.template.model import CATEGORIES
from casectl.core.template.read import TEMPLATE_NAME
from casectl.core.template.read_clocks import REOPENINGS
from casectl.core.template.read_triggers import TRIGGER_WORDS
from casectl.core.template.read_workflow import ParameterKind
from casectl.core.template.remind_settings import TLS
from casectl.core.template.settings import LAWS, PERMISSIONS, REQUIRED, SETTINGS, SETTINGS_FILE
from casectl.core.template.signing_keys import PUBLIC_KEY
from casectl.core.template.target_settings import PERIOD, TARGETED
from casectl.core.time.calendar import ARRIVALS, WEEKDAYS
from casectl.core.time.calendar_file import CALENDAR_FILE
from casectl.core.time.day_order import ORDERS
from casectl.core.values.messages import LANGUAGES
from casectl.core.workflow.guards import GUARDS

DATED = ("date", "instant")
DATES_ALONE = ("promise", "past", "settled")
"""The keys that only a field of a DATED type has."""

_EXTENDING = "extending "
"""How the definitions begin of what an extending template may leave out, or remove."""
_NAME = r"^[^0-9_.\s-][^.\s]{0,63}$"
"""What a name in a template may be, as far as patterns go that know the letters of no script but ASCII."""
_WORD = r"^[^_.\s-]\S{0,63}$"
"""What a name in casectl.yaml may be, in the same way."""
_PART_OF = r"^[^_.\s-][^.\s]{0,63}$"
"""What a cause may be called: the dot is between a whole and its parts."""
_ZONE: Schema = {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$"}
"""A time zone, as far as a pattern knows them."""
_TIME = r"(([01]?\d|2[0-3]):[0-5]\d|24:00)"
_WINDOW: Schema = {"type": "string", "pattern": rf"^\s*{_TIME}\s*[-–]\s*{_TIME}\s*$"}
_WINDOWS = or_list(_WINDOW)
_TIME_OF_DAY: Schema = {"anyOf": [{"type": "string", "pattern": r"^\d\d:\d\d(:\d\d)?$"}, {"type": "integer"}]}
"""A time of day; YAML 1.1 makes seconds of one."""
_WORDS: Schema = {"anyOf": [FILLED, {"type": "array", "items": FILLED, "uniqueItems": True}]}
_SOME: Schema = {"anyOf": [FILLED, {"type": "array", "minItems": 1, "items": FILLED}]}
_PARAMETERS: dict[ParameterKind, Schema] = {
    ParameterKind.DIRECTION: or_list(one_of(DIRECTIONS)),
    ParameterKind.LETTER: or_list(one_of(LETTER_KINDS)),
    ParameterKind.YES_NO: or_list(YES),
    ParameterKind.FIELDS_WITH_VALUES: {"type": "object", "minProperties": 1, "additionalProperties": SCALAR},
}
"""The shapes of a guard's parameters whose words are the same in every template."""


def template_schema(say: Say) -> Schema:
    """A template. One that extends another may leave out what it takes from there."""
    definitions = {
        f"{prefix}{part}": part_of(TEMPLATE_FILE, part, _template_shapes(prefix), say, whole=not prefix)
        for part in TEMPLATE_FILE.parts
        for prefix in ("", _EXTENDING)
    }
    for part in ("field", "item"):
        definitions[part]["allOf"] = [*_fitting()]
    return {
        "$schema": DRAFT, "title": say(TEMPLATE_FILE.parts["template"][0].meaning), "type": "object",
        "definitions": definitions, "if": {"required": ["extends"]},
        "then": reference("template", _EXTENDING), "else": reference("template"),
    }  # fmt: skip


def calendar_schema(say: Say) -> Schema:
    """A calendar."""
    week = {each: {"anyOf": [_WINDOWS, {"type": "null"}]} for each in WEEKDAYS}
    day = {"anyOf": [SCALAR, {"type": "null"}, reference("day")]}
    shapes: Shapes = {
        "calendar": {
            "title": TITLE, "zone": _ZONE, "windows": {**closed(week), "minProperties": 1},
            "cut_off": _TIME_OF_DAY, "late_from": _TIME_OF_DAY,
            **{key: entries(day, DAY["pattern"]) for key in ("holidays", "make_up_days")},
            "half_days": entries(reference("day"), DAY["pattern"]),
            "ignore_make_up_days": YES, "arrivals": one_of(ARRIVALS),
            "verified_from": DAY, "verified_until": DAY, "provisional_from": DAY,
        },
        "day": {"windows": {"anyOf": [_WINDOW, {"type": "array", "minItems": 1, "items": _WINDOW}]}},
    }  # fmt: skip
    schema = whole(CALENDAR_FILE, "calendar", shapes, say)
    return {**schema, "required": [*schema["required"], "windows"]}


def settings_schema(say: Say) -> Schema:
    """casectl.yaml."""
    key: Schema = {"type": "string", "pattern": f"^{PUBLIC_KEY.pattern}$"}
    cause: Schema = {"anyOf": [FILLED, {"type": "null"}, reference("cause")]}
    keys: Schema = {"anyOf": [key, {"type": "null"}, {"type": "array", "items": {"anyOf": [key, reference("key")]}}]}
    shapes: Shapes = {
        SETTINGS: {
            **{each.name: reference(each.name) for each in SETTINGS_FILE.parts[SETTINGS]
               if each.name in SETTINGS_FILE.parts},
            "schema": one_of(("1",)), "law": one_of(LAWS), "rehearsal": YES, "language": one_of(LANGUAGES),
            "zone": _ZONE,
            "id_prefix": {"type": "string", "pattern": "^[A-Z]{1,8}$"}, "dates": one_of(ORDERS),
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            "teams": entries({"anyOf": [FILLED, {"type": "null"}, {"type": "object", "properties": {"title": TITLE}}]},
                             _WORD),
            "roles": entries({"anyOf": [{"type": "null"}, {"type": "object", "properties": {
                "may": {"anyOf": [{"type": "null"}, or_list(one_of(PERMISSIONS))]}}}]}, _WORD),
            "people": entries(reference("person"), _WORD), "views": entries({"type": "string"}, _WORD),
            "targets": entries(SCALAR, rf"^(?:{'|'.join(TARGETED)})(?:\..+)?$"),
            "waivers": {"type": "array", "items": reference("waiver")},
            "routing": or_list(reference("route")), "causes": entries(cause, _PART_OF),
            "filings": entries(entries({"anyOf": [SCALAR, entries(SCALAR)]}), _WORD),
            "exposure": entries(reference("exposure"), _WORD),
            "signatures": one_of((REQUIRED,)), "forges": entries(reference("forge"), _WORD),
        },
        "person": {**{key: {"anyOf": [_WORDS, {"type": "null"}]} for key in ("emails", "roles", "teams", "skills")},
                   "keys": keys, "away": {"type": "array", "items": reference("absence")}},
        "absence": {"from": DAY, "until": DAY},
        "exposure": {"title": TITLE, "of": entries(SCALAR, rf"^{PERIOD}$")},
        "forge": {"keys": keys, "emails": {"anyOf": [_WORDS, {"type": "null"}]}},
        "key": {"key": key, "from": DAY, "until": DAY}, "today": {"ahead": entries({"type": "string"})},
        "remind": {"tls": one_of(TLS), "webhook": reference("webhook")},
        "letters": {"never": _WORDS}, "redress": {"limits": entries(SCALAR, _WORD)},
        "inspections": {"marks": entries(TITLE, _WORD)},
        "cause": {"title": TITLE, "maps": entries({"type": "string"}),
                  "parts": entries(cause, _PART_OF)},
        "mail": {"addresses": _WORDS, "fields": entries({"type": "string"})},
        "waiver": {"cases": _WORDS, "until": DAY},
    }  # fmt: skip
    return whole(SETTINGS_FILE, SETTINGS, shapes, say)


def _fitting() -> Iterator[Schema]:
    """What goes with each type of field, and what does not."""
    special = {key for kind in TYPES.values() for key in (*kind.needs, *kind.may)}
    for name, kind in TYPES.items():
        without = sorted({*special, *(() if name in DATED else DATES_ALONE)} - {*kind.needs, *kind.may})
        yield {
            "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
            "then": {"required": [*kind.needs], "properties": dict.fromkeys(without, False)},
        }


def _template_shapes(prefix: str) -> Shapes:
    """The shapes in a template; with a `prefix`, in one that extends another, in which any entry may be removed."""

    def part(name: str) -> Schema:
        return {"anyOf": [reference(name, prefix), {"const": "remove"}]} if prefix else reference(name)

    def named(name: str, least: int = 0) -> Schema:
        return {
            "anyOf": [entries(part(name), _NAME, 0 if prefix else least), *([{"const": "remove"}] if prefix else [])]
        }

    titles = entries({"anyOf": [TITLE, {"const": "remove"}]} if prefix else TITLE)
    choices = titles if prefix else {**titles, "minProperties": 1}
    number = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\s*[+-]?\d+(\.\d+)?\s*$"}]}
    typed: dict[str, Schema] = {
        "type": one_of(TYPES), "choices": choices, "min": number, "max": number, "fields": named("field"),
        "item": reference("item", prefix),
        "currencies": _WORDS,
    }  # fmt: skip
    preset = {"anyOf": [FILLED, {"type": "array", "minItems": 1, "items": reference("preset")}]}
    conditions = entries(_WORDS, least=0)
    table = {"type": "array", "minItems": 1, "items": reference("row")}
    proof = {"verified": one_of(PROOFS), "source": TITLE}
    return {
        "template": {
            "template": {**SCALAR, "pattern": f"^{TEMPLATE_NAME.pattern}$"}, "version": FILLED,
            "title": TITLE, "help": TITLE, "team": preset, "owner": preset, "level": preset,
            "levels": {**titles, "propertyNames": {"pattern": "^[1-9][0-9]*$"}},
            "fields": named("field"), "workflow": reference("workflow", prefix), "clocks": named("clock"),
            "offer": part("offer"), "renamed": part("renamed"), "remind": part("ladders"),
            "escalation": {"type": "array", "items": reference("escalation")},
            "follow_ups": named("follow_up"), "checklists": named("checklist"), "personal_data": one_of(("allowed",)),
        },
        "field": {
            "title": TITLE, "help": TITLE, **typed, "required": _WORDS, "required_if": conditions, "private": YES,
            "promise": YES, "past": YES, "settled": _WORDS, "default": {},
        },
        "renamed": {
            "fields": {"type": "object", "additionalProperties": SCALAR},
            "clocks": {"type": "object", "additionalProperties": SCALAR},
        },
        "preset": {"when": conditions},
        "escalation": {"when": conditions},
        "item": typed,
        "workflow": {
            "renamed": {"type": "object", "additionalProperties": SCALAR},
            "states": named("state", 1), "transitions": named("transition", 1), "reopen_may": _WORDS,
            **{name: reference("permission", prefix) for name in ACTS}, "approve": reference("approval", prefix),
        },
        "permission": {"may": _WORDS, "reason": YES},
        "approval": {"letters": or_list(one_of(LETTER_KINDS)), "may": _WORDS, "states": _WORDS},
        "state": {"title": TITLE, "category": one_of(CATEGORIES), "withdrawn": YES},
        "transition": {"from": _WORDS, "title": TITLE, "guards": {"type": "array", "items": _guard()}, "may": _WORDS},
        "clock": {
            "title": TITLE, "kind": one_of(("regulatory", "internal")), "starts": _triggers(), "stops": _triggers(),
            "day_zero": YES, "next_day": YES, "arrivals": one_of(ARRIVALS), "within": table, "repeat": table,
            "ends": one_of(("exact", "close_of_business", "end_of_day")), "chance": YES,
            "pauses": {"anyOf": [named("pause"), one_of(("never",))]}, "extension": part("extension"),
            "restarts": named("restart"), "reopening": one_of(REOPENINGS), "in_force": part("in_force"), **proof,
            "remind": or_list(reference("stage")),
        },
        "ladders": {key.name: or_list(reference("stage")) for key in LADDERS},
        "stage": {"to": _WORDS, "raise": {**SCALAR, "pattern": "^[1-9][0-9]?$"}, "any_time": YES},
        "row": {"when": conditions},
        "pause": {"title": TITLE, "notice": YES, "while": or_list({"type": "string", "pattern": "^state:"})},
        "extension": {"may": _WORDS, "notice": YES, "times": {**SCALAR, "pattern": "^0*[1-9][0-9]?$"}},
        "restart": {"title": TITLE},
        "in_force": {"from": DAY, "until": DAY},
        "follow_up": {"title": TITLE, "on": _trigger(), "blocking": YES, "any_time": YES, "settled": _WORDS, **proof,
                      "asks": one_of((ASKS_OUTCOME, ASKS_SCORE)), "remind": or_list(reference("stage"))},
        "checklist": {"title": TITLE, "items": choices},
    }  # fmt: skip


def _guard() -> Schema:
    """A guard's name alone, or with its parameters; a list of one may be written as one."""
    alone = [name for name, guard in GUARDS.items() if not guard.required]
    given = {
        name: {
            "type": "object",
            "properties": {
                key: _PARAMETERS.get(kind, _SOME) for key, kind in {**guard.required, **guard.optional}.items()
            },
            "required": list(guard.required),
            "additionalProperties": False,
        }
        for name, guard in GUARDS.items()
        if guard.required or guard.optional
    }
    with_parameters = {
        "type": "object", "minProperties": 1, "maxProperties": 1, "properties": given, "additionalProperties": False,
        "patternProperties": {OWN: True},
    }  # fmt: skip
    return {"anyOf": [one_of(alone), with_parameters]}


def _trigger() -> Schema:
    own = "|".join(f"{kind}:.+" for kind in ("state", "clock", "met", "field"))
    known = "|".join(f"{kind}({'|'.join(words)})" for kind, words in TRIGGER_WORDS.items())
    return {"type": "string", "pattern": f"^(opened|received|{own}|{known})$"}


def _triggers() -> Schema:
    return {"anyOf": [_trigger(), {"type": "array", "minItems": 1, "items": _trigger()}]}
