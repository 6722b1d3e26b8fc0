"""What a mistyped word most likely meant, and how many known ones are named in a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from casectl.core.values.messages import Message, Value, msg

_FEW = 8
"""So many names are read; more are a wall."""


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str:
    """The likeliest of `known` for `word`, or "" if none is near; `alike` is how near, 1 being the same."""
    import difflib  # 10 ms, and only ever needed for an error message

    found = difflib.get_close_matches(word, list(known), n=1, cutoff=alike)
    return found[0] if found else ""


def a_few(names: Sequence[Value]) -> Message:
    """The names for a message; of many only the first, and how many more there are."""
    if len(names) <= _FEW:
        return msg("{names}", names=names)
    return msg("{names} and {count} more", names=names[:_FEW], count=len(names) - _FEW)
