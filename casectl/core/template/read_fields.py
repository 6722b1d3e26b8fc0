"""Reading a template's fields: types, choices, nesting, defaults, and where each is required."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.template.clock_rules import Conditions
from casectl.core.template.fields import PRESENT, TYPES, as_stored, check
from casectl.core.template.model import OPENING, Field
from casectl.core.template.read_rows import read_conditions
from casectl.core.template.read_triggers import read_states_named
from casectl.core.values.amounts import CURRENCY
from casectl.core.values.messages import LocalizedText, UsageError, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace

_SPECIAL = {key for kind in TYPES.values() for key in (*kind.needs, *kind.may)}
"""The keys that only some types have."""


def read_fields(reader: SettingsReader, node: Node | None, states: tuple[str, ...]) -> tuple[Field, ...]:
    """The fields under `node`; `states` are those that `required` may name."""
    return tuple(_field(reader, name, each, states) for name, each in reader.named(node).items())


def _field(reader: SettingsReader, name: str, node: Node, states: tuple[str, ...]) -> Field:
    part = reader.part(node, "field")
    field = replace(
        _typed(reader, name, node, states, part),
        title=reader.words(part.get("title"), name),
        help=reader.words(part.get("help")),
        required=read_states_named(reader, part.get("required"), (OPENING, *states)),
        required_if=_conditions(reader, part.get("required_if")),
        private=reader.yes(part.get("private")),
        promise=reader.yes(part.get("promise")),
        past=reader.yes(part.get("past")),
        settled=read_states_named(reader, part.get("settled"), states),
    )
    _check_dated(reader, field, part)
    if "required_if" in part and not field.required:
        reader.report(
            part["required_if"], "T004", msg("{key} can only be used with {other}", key="required_if", other="required")
        )
    return replace(field, default=_default(reader, field, part["default"])) if "default" in part else field


def _conditions(reader: SettingsReader, node: Node | None) -> Conditions:
    """The conditions as they are written; `check_required_if` compares them with the fields there are."""
    return tuple((name, reader.texts(each)) for name, each in reader.mapping(node).items())


def check_required_if(reader: SettingsReader, node: Node | None, known: Mapping[str, Field]) -> None:
    """Report conditions of `required_if`, in the fields under `node`, on what is no field or with what it cannot be."""
    for each in reader.mapping(node).values():
        if isinstance(each.content, dict):
            read_conditions(reader, each.mapping.get("required_if"), known)
            check_required_if(reader, each.mapping.get("fields"), known)


def _typed(reader: SettingsReader, name: str, node: Node, states: tuple[str, ...], part: dict[str, Node]) -> Field:
    """The field with its type and what goes with that; an unknown type counts as text from here on."""
    kind = reader.text(part.get("type"), "text")
    if kind not in TYPES:
        reader.unknown(part["type"], "T004", kind, TYPES)
        return Field(name, "text", LocalizedText.of(name))
    _fitting(reader, kind, node, part)
    return Field(
        name,
        kind,
        LocalizedText.of(name),
        choices=_choices(reader, part.get("choices")),
        fields=read_fields(reader, part.get("fields"), states),
        item=_item(reader, part.get("item")) if kind == "list" else None,
        minimum=_bound(reader, part.get("min")),
        maximum=_bound(reader, part.get("max")),
        currencies=_currencies(reader, part.get("currencies")),
    )


def _item(reader: SettingsReader, node: Node | None) -> Field:
    if node is None:
        return Field("item", "text", LocalizedText.of("item"))
    return _typed(reader, "item", node, (), reader.part(node, "item"))


def _fitting(reader: SettingsReader, kind: str, node: Node, part: dict[str, Node]) -> None:
    """Report keys that the type needs and that are missing, and keys that it does not have."""
    type_ = TYPES[kind]
    for key in type_.needs:
        if key not in part:
            reader.report(node, "T004", msg("a field of type {type} needs {key}", type=kind, key=key))
        elif not part[key].content:
            reader.report(part[key], "T005" if key == "choices" else "T004", msg("{key} is empty", key=key))
    for key in sorted(_SPECIAL.intersection(part) - {*type_.needs, *type_.may}):
        reader.report(part[key], "T004", msg("a field of type {type} has no {key}", type=kind, key=key))


def _choices(reader: SettingsReader, node: Node | None) -> tuple[tuple[str, LocalizedText], ...]:
    """The choices; two that a person could type the same way are reported."""
    choices = reader.titles(node)
    meant: dict[str, str] = {}
    for name, title in choices:
        for word in {name, *(text for _, text in title.by_language)}:
            other = meant.setdefault(word.casefold(), name)
            if other != name and node is not None:
                what = msg("{word} means both {first} and {second}", word=word, first=other, second=name)
                reader.report(node.mapping[name], "T005", what)
    return choices


def _bound(reader: SettingsReader, node: Node | None) -> str:
    text = reader.text(node)
    if node is None or not text:
        return ""
    try:
        return str(as_stored(Field("number", "number", LocalizedText.of("")), text))
    except UsageError:
        reader.report(node, "T004", msg("{text} is not a number", text=text))
        return ""


def _currencies(reader: SettingsReader, node: Node | None) -> tuple[str, ...]:
    codes = reader.texts(node)
    for code in codes:
        if node is not None and not CURRENCY.fullmatch(code):
            reader.report(node, "T004", msg("{code} is not the code of a currency, such as CNY", code=code))
    return codes


def _check_dated(reader: SettingsReader, field: Field, part: dict[str, Node]) -> None:
    """Report a promise or a past without a date, a promise that can only be past, and `settled` without a promise."""
    for key, is_said in (("promise", field.promise), ("past", field.past)):
        if is_said and field.type not in ("date", "instant"):
            what = msg(
                "{key} cannot be used with type {type}: only with a date or an instant", type=field.type, key=key
            )
            reader.report(part[key], "T004", what)
    if field.promise and field.past:
        reader.report(part["past"], "T004", msg("a promise is for the future, so the key past cannot be used with it"))
    if "settled" in part and not field.promise:
        reader.report(
            part["settled"], "T004", msg("{key} can only be used with {other}", key="settled", other="promise: yes")
        )


def _default(reader: SettingsReader, field: Field, node: Node) -> Tree:
    value = node.tree()
    if value == PRESENT.get(field.type):
        return value
    for path, problem in check(field, value):
        name = ".".join(map(str, (field.name, *path)))
        reader.report(node, "T006", msg("the default of {field}: {problem}", field=name, problem=problem))
    return value
