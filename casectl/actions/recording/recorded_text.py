"""Texts that are typed to be recorded: a note or a contact, and the reason for a step."""

from __future__ import annotations

from casectl.core.template.fields import is_blank
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg


def recorded_text(text: str) -> str:
    """The text as it was typed, byte for byte. Raises UsageError if it is blank."""
    if is_blank(text):
        raise UsageError(msg("there is nothing to record: the text is blank"))
    return text


def require_reason(reason: str) -> None:
    """Raises UsageError if the reason is blank."""
    if is_blank(reason):
        raise UsageError(msg("say why: --reason TEXT"))
