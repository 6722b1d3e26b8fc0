"""The schema of a file of settings, from the table of its keys and the shapes of those that have more than a text."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.schemas.shapes import DRAFT, SCALAR, Say, Schema, closed, names_read
from casectl.core.values.messages import Message, msg
from casectl.core.values.settings_reader import FileKind

Shapes = Mapping[str, Mapping[str, Schema]]
"""The shapes of the keys of each part; a key that is not here has a text."""


def whole(kind: FileKind, top: str, shapes: Shapes, say: Say) -> Schema:
    definitions = {part: part_of(kind, part, shapes, say) for part in kind.parts if part != top}
    return {"$schema": DRAFT, "title": top, **part_of(kind, top, shapes, say), "definitions": definitions}


def reference(part: str, prefix: str = "") -> Schema:
    return {"$ref": f"#/definitions/{prefix}{part}"}


def part_of(kind: FileKind, part: str, shapes: Shapes, say: Say, *, whole: bool = True) -> Schema:
    """A part of a file; `whole`: the keys that it needs must be there, and none of them is removed."""
    known, properties = shapes.get(part, {}), Schema()
    for key in kind.parts[part]:
        shape = or_nothing(known.get(key.name, SCALAR), whole=whole, empty=not kind.codes.empty)
        properties[key.name] = {"description": say(key.meaning), **shape}
        for name in names_read(key.name)[1:]:
            properties[name] = {"description": say(_taken_for(key.name)), **shape}
    needed = [names_read(key.name) for key in kind.parts[part] if key.needed and whole]
    found = closed(properties, [first for first, *others in needed if not others])
    either = [{"anyOf": [{"required": [name]} for name in names]} for names in needed if len(names) > 1]
    return {**found, "allOf": either} if either else found


def _taken_for(name: str) -> Message:
    return msg('how YAML 1.1 readers read {name}; in quotes ("{name}") every reader reads it correctly', name=name)


def or_nothing(shape: Schema, *, whole: bool, empty: bool) -> Schema:
    others: list[Schema] = [*([] if whole else [{"const": "remove"}]), *([{"type": "null"}] if empty else [])]
    return {"anyOf": [shape, *others]} if others else shape
