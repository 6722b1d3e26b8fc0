"""The shapes that values in our files have, as JSON Schema, whichever YAML reader made data of them.

A scalar is text to casectl. A reader of YAML 1.2 makes a number of ``010`` and a truth of ``true``, one of 1.1 makes a
truth of ``no`` as well and seconds of ``17:00``, so a shape allows what either makes of a right value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from casectl.core.time.units import UNITS
from casectl.core.values.messages import LocalizedText, Message

Schema = dict[str, Any]
Say = Callable[[Message | LocalizedText], str]
"""Translates a message."""

DRAFT = "http://json-schema.org/draft-07/schema#"
_DAY = r"\d{4}-((0[1-9]|1[0-2])-(0[1-9]|[12]\d)|(0[13-9]|1[0-2])-30|(0[13578]|1[02])-31)"
_HOUR = r"([01]\d|2[0-3])"
_MINUTE = r"[0-5]\d"
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
FILLED: Schema = {**SCALAR, "pattern": r"\S"}
"""A scalar that says something."""
INSTANT: Schema = {
    "type": "string",
    "pattern": rf"^{_DAY}[T ]{_HOUR}:{_MINUTE}(:{_MINUTE}(\.\d+)?)?\s*(Z|[+-]{_HOUR}:?{_MINUTE}(:?{_MINUTE})?)$",
}
DAY: Schema = {"type": "string", "pattern": rf"^{_DAY}(T00:00:00(\.0+)?(Z|\+00:00))?$"}
"""A day; some readers of YAML 1.1 make its first instant in UTC of one."""
DURATION: Schema = {"type": "string", "pattern": f"^0*[1-9][0-9]{{0,4}}({'|'.join(UNITS)})$"}
"""A duration as it is stored."""
TITLE: Schema = {
    "anyOf": [
        FILLED,
        {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"},
            "additionalProperties": FILLED,
        },
    ]
}
"""A text, or one per language."""
OWN = "^x-"
"""The keys that are the user's own, anywhere."""

_TRUTHS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}


def readings(word: str) -> list[str | int | float | bool]:
    """What readers of YAML make of a bare word: itself, and perhaps a truth or a number."""
    found: list[str | int | float | bool] = [word]
    if word.lower() in _TRUTHS:
        found.append(_TRUTHS[word.lower()])
    if re.fullmatch(r"[+-]?\d+", word, re.ASCII):
        found += {int(word), *([int(word, 8)] if re.fullmatch("0[0-7]+", word) else [])}
    elif re.fullmatch(r"[+-]?\d+\.\d*(e[+-]?\d+)?", word, re.ASCII):
        found.append(float(word))
    return found


def names_read(name: str) -> list[str]:
    """What readers of YAML make of a key, as a name in JSON: itself, and perhaps ``true`` or ``false``."""
    return [str(each).lower() if isinstance(each, bool) else str(each) for each in readings(name)]


def one_of(words: Iterable[str]) -> Schema:
    """One of these words."""
    return {"enum": [reading for word in words for reading in readings(word)]}


YES = one_of(("yes", "no"))


def or_list(item: Schema) -> Schema:
    """One, or a list of them."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


def entries(value: Schema, names: str = "", least: int = 0) -> Schema:
    """A mapping of names to values; `names` is the pattern that a name has."""
    found: Schema = {"type": "object", "additionalProperties": value}
    if names:
        found["propertyNames"] = {"anyOf": [{"pattern": names}, {"pattern": OWN}]}
    return {**found, "minProperties": least} if least else found


def closed(properties: Schema, required: Iterable[str] = ()) -> Schema:
    """A mapping with these keys and no others but the user's own."""
    needed = list(required)
    return {
        "type": "object",
        "properties": properties,
        "patternProperties": {OWN: True},
        "additionalProperties": False,
        **({"required": needed} if needed else {}),
    }
