"""Reading a template's fields: types, choices, nesting, defaults, and where each is required."""

from __future__ import annotations

from dataclasses import replace

from casectl.core.template.fields import TYPES, as_stored, check
from casectl.core.template.model import OPENING, Field
from casectl.core.template.nodes import TemplateNode
from casectl.core.template.parts import Reading
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.tree import Tree

_SPECIAL = {key for kind in TYPES.values() for key in (*kind.needs, *kind.may)}
"""The keys that only some types have."""


def read_fields(reading: Reading, node: TemplateNode | None, states: tuple[str, ...]) -> tuple[Field, ...]:
    """The fields under `node`; `states` are those that `required` may name."""
    return tuple(_field(reading, name, each, states) for name, each in reading.named(node).items())


def _field(reading: Reading, name: str, node: TemplateNode, states: tuple[str, ...]) -> Field:
    part = reading.part(node, "field")
    field = replace(
        _typed(reading, name, node, states, part),
        title=reading.words(part.get("title"), name),
        help=reading.words(part.get("help")),
        required=_required(reading, part.get("required"), states),
        private=reading.yes(part.get("private")),
    )
    return replace(field, default=_default(reading, field, part["default"])) if "default" in part else field


def _typed(
    reading: Reading, name: str, node: TemplateNode, states: tuple[str, ...], part: dict[str, TemplateNode]
) -> Field:
    """The field with its type and what goes with that; an unknown type counts as text from here on."""
    kind = reading.text(part.get("type"), "text")
    if kind not in TYPES:
        reading.unknown(part["type"].place, "T004", kind, TYPES)
        return Field(name, "text", LocalizedText.of(name))
    _fitting(reading, kind, node, part)
    return Field(
        name,
        kind,
        LocalizedText.of(name),
        choices=_choices(reading, part.get("choices")),
        fields=read_fields(reading, part.get("fields"), states),
        item=_item(reading, part.get("item")) if kind == "list" else None,
        minimum=_bound(reading, part.get("min")),
        maximum=_bound(reading, part.get("max")),
    )


def _item(reading: Reading, node: TemplateNode | None) -> Field:
    if node is None:
        return Field("item", "text", LocalizedText.of("item"))
    return _typed(reading, "item", node, (), reading.part(node, "item"))


def _fitting(reading: Reading, kind: str, node: TemplateNode, part: dict[str, TemplateNode]) -> None:
    """Faults for keys that the type lacks and for keys that it does not have."""
    type_ = TYPES[kind]
    for key in type_.needs:
        if key not in part:
            reading.fault(node.place, "T004", msg("a field of type {type} needs {key}", type=kind, key=key))
        elif not part[key].content:
            reading.fault(part[key].place, "T005" if key == "choices" else "T004", msg("{key} is empty", key=key))
    for key in sorted(_SPECIAL.intersection(part) - {*type_.needs, *type_.may}):
        reading.fault(part[key].place, "T004", msg("a field of type {type} has no {key}", type=kind, key=key))


def _choices(reading: Reading, node: TemplateNode | None) -> tuple[tuple[str, LocalizedText], ...]:
    """The choices; two that a person could type the same way are a fault."""
    choices = reading.titles(node)
    meant: dict[str, str] = {}
    for name, title in choices:
        for word in {name, *(text for _, text in title.by_language)}:
            other = meant.setdefault(word.casefold(), name)
            if other != name and node is not None:
                what = msg("{word} means both {first} and {second}", word=word, first=other, second=name)
                reading.fault(node.mapping[name].place, "T005", what)
    return choices


def _bound(reading: Reading, node: TemplateNode | None) -> str:
    text = reading.text(node)
    if node is None or not text:
        return ""
    try:
        return str(as_stored(Field("number", "number", LocalizedText.of("")), text))
    except UsageError:
        reading.fault(node.place, "T004", msg("{text} is not a number", text=text))
        return ""


def _required(reading: Reading, node: TemplateNode | None, states: tuple[str, ...]) -> tuple[str, ...]:
    triggers = reading.texts(node)
    for moment in triggers:
        if node is not None and moment != OPENING and moment not in states:
            reading.unknown(node.place, "T007", moment, (OPENING, *states))
    return triggers


def _default(reading: Reading, field: Field, node: TemplateNode) -> Tree:
    value = node.tree()
    for path, problem in check(field, value):
        name = ".".join(map(str, (field.name, *path)))
        reading.fault(node.place, "T006", msg("the default of {field}: {problem}", field=name, problem=problem))
    return value
