"""What a mistyped word most likely meant, and how many known ones are named in a message."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from casectl.core.values.messages import Message, Value, msg

_FEW = 8
"""So many names are read; more are a wall."""

ALIKE = 0.6
"""How near a word must be to be suggested; 1 is the same word."""


def nearest(word: str, known: Iterable[str], alike: float = ALIKE) -> str:
    """The likeliest of `known` for `word`, or "" if none is as near as `alike`."""
    import difflib  # 10 ms, and only ever needed for an error message

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=alike)
    return found[0] if found else ""


def suggestion(word: str, known: Iterable[str], alike: float = ALIKE) -> Message | None:
    """The question whether the likeliest of `known` was meant; None if none is near: ``suggestion(…) or msg(…)``."""
    near = nearest(word, known, alike)
    return msg("did you mean {near}?", near=near) if near else None


def unknown_word(word: str, known: Collection[str]) -> Message:
    """That `word` is not known, with the nearest of those that are, or else all of them in their order."""
    hint = suggestion(word, known) or (msg("known are {names}", names=list(known)) if known else msg("there are none"))
    return msg("{word} is not known here; {hint}", word=word, hint=hint)


def a_few(names: Sequence[Value]) -> Message:
    """The names for a message; of many only the first, and how many more there are."""
    if len(names) <= _FEW:
        return msg("{names}", names=names)
    return msg("{names} and {count} more", names=names[:_FEW], count=len(names) - _FEW)
