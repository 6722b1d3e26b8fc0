"""Texts that a spreadsheet would run as formulas, and how they are made harmless in a CSV file (OWASP ASVS 1.2.10)."""

from __future__ import annotations

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
_MARK = "'"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text, after spaces too."""
    return text.startswith(_BEGINNINGS) or text.lstrip().startswith(_BEGINNINGS)


def made_harmless(text: str) -> str:
    """The text with a ``'`` before it if a spreadsheet would run it, or if it would be taken for one with that mark."""
    return _MARK + text if is_formula(text.lstrip(_MARK)) else text


def as_it_was(text: str) -> str:
    """The text that `made_harmless` was given."""
    return text[1:] if text.startswith(_MARK) and is_formula(text.lstrip(_MARK)) else text
