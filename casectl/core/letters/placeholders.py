"""Placeholders of a script: ``{{customer.name}}`` is replaced by a text of the case, once, and by nothing else.

What is filled in is not looked at again, so that no text of a customer is taken for a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from casectl.core.values.regex import regex

_PLACEHOLDER = regex(r"\{\{[ \t]*([^{}\n]*?)[ \t]*\}\}")


def placeholders_in(text: str) -> list[str]:
    """The names of the placeholders in a text, in order."""
    return [found[1] for found in _PLACEHOLDER.finditer(text)]


def filled(text: str, value: Callable[[str], str]) -> tuple[str, list[str]]:
    """The text with each placeholder for which there is a value replaced, and the names of those for which there is
    none, which stay as they are.
    """
    missing = dict[str, None]()

    def one(found: re.Match[str]) -> str:
        known = value(found[1])
        if not known:
            missing.setdefault(found[1])
        return known or found[0]

    return _PLACEHOLDER.sub(one, text), list(missing)
