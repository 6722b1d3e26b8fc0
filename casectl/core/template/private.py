"""What is said of a value that its field does not take, where the field is private: not the value."""

from __future__ import annotations

from casectl.core.template.model import Field
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.tree import Path


def unsaid(field: Field, where: Path, problem: Message) -> Message:
    """The problem of the part `where` of a field's value; without the value, which it may quote, if that is private.

    Messages end in logs and on pages of others.
    """
    private, part = field.private, field
    for step in where:
        inner = part.item if isinstance(step, int) else next((each for each in part.fields if each.name == step), None)
        if inner is None:
            break
        private, part = private or inner.private, inner
    if not private or part.type in ("map", "list"):
        return problem
    return msg("the value is not one of type {type}; the field is private, so it is not shown", type=part.type)


def unsaid_error(field: Field, where: Path, error: UsageError) -> UsageError:
    """The same of an error. Its hint names what the field takes."""
    return UsageError(unsaid(field, where, error.what), hint=error.hint)
