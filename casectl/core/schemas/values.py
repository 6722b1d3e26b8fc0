"""The values of a template's fields as JSON Schema, and which fields a moment demands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from casectl.core.schemas.shapes import DAY, INSTANT, SCALAR, YES, Say, Schema, one_of
from casectl.core.template.model import Field, Template

_AMOUNT = r"^-?\d+(\.\d+)? {currency}$"


def field_shape(field: Field, say: Say) -> Schema:
    """What a field's stored value looks like; it may be blank, since another rule says when an answer is required."""
    if field.type == "map":
        inner = {each.name: {"description": say(each.title), **field_shape(each, say)} for each in field.fields}
        return _or_blank({"type": "object", "properties": inner})
    if field.type == "list":
        return _or_blank({"type": "array", "items": field_shape(field.item, say) if field.item else SCALAR})
    return _or_blank(_single(field))


def _or_blank(shape: Schema) -> Schema:
    return {"anyOf": [shape, {"enum": [None, ""]}]}


def _single(field: Field) -> Schema:
    match field.type:
        case "choice":
            return one_of(name for name, _title in field.choices)
        case "number":
            bounds = {"minimum": field.minimum, "maximum": field.maximum}
            number = {"type": "number", **{key: float(Decimal(bound)) for key, bound in bounds.items() if bound}}
            return {"anyOf": [number, {"type": "string", "pattern": r"^[+-]?\d+(\.\d+)?$"}]}
        case "date":
            return DAY
        case "instant":
            return INSTANT
        case "yes_no":
            return YES
        case "money":
            currency = f"({'|'.join(field.currencies)})" if field.currencies else "[A-Z]{3}"
            return {"type": "string", "pattern": _AMOUNT.replace("{currency}", currency)}
    return SCALAR


def required_at(template: Template, moment: str) -> Iterator[tuple[str, ...]]:
    """The paths of the fields that must be filled at a moment, whatever other fields say."""
    for field in template.fields:
        for path, each in field.walk():
            if moment in each.required and not each.required_if:
                yield path
