"""Dates, instants and amounts of fields, as people type them: ``yesterday``, ``fri``, ``明天``, ``1000元``."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.context import Present
from casectl.core.template.field_names import paths_named
from casectl.core.template.fields import as_stored, is_blank
from casectl.core.template.model import Field, Template
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Plain, Tree

_DATED = ("date", "instant")


def parse_typed_dates(
    context: Present, template: Template, values: Iterable[tuple[str, Tree]]
) -> list[tuple[str, Tree]]:
    """The values, with dates, instants and amounts as they are stored; what is none stays, and its field refuses it.

    Raises UsageError for what could be two dates or amounts, and for a currency that is not allowed.
    """
    return [
        (name, _stored(context, template.field_at(paths_named(template, name)[0]), name, value))
        for name, value in values
    ]


def _stored(context: Present, field: Field | None, name: str, value: Tree) -> Tree:
    if field is None or not isinstance(value, str) or is_blank(value):
        return value
    try:
        if field.type == "money":
            return _money(context, field, value)
        return _date(context, field, value) if field.type in _DATED else value
    except UsageError as error:
        raise UsageError(msg("{field}: {problem}", field=name, problem=error.what), hint=error.hint) from None


def _money(context: Present, field: Field, value: str) -> str:
    """The amount as it is stored, in the casebook's currency if none is typed."""
    from casectl.core.values.money import parse_money  # most fields are no amounts

    book = context.casebook
    ours = book.currency or ("CNY" if book.language == "zh" else "")
    currencies = field.currencies or ((book.currency,) if book.currency else ())
    default = ours if not field.currencies or ours in field.currencies else field.currencies[0]
    return Plain(parse_money(value, default, currencies))


def _date(context: Present, field: Field, value: str) -> str:
    """The date as it is stored; unchanged if it names no time, which the field reports with all that is wrong."""
    try:
        return str(as_stored(field, value))
    except UsageError:
        pass
    try:
        return context.typed_times.stored(value, whole_day=field.type == "date")
    except UsageError as error:
        from casectl.core.time.date_tokens import HOW_TO_WRITE  # only for what is not a date as it is stored

        if error.hint in (None, HOW_TO_WRITE) or "did you mean" in str(error.hint):
            return value
        raise
