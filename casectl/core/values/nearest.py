"""What a mistyped word most likely meant, and how many known ones are named in a message."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from casectl.core.values.messages import Message, Value, msg

_FEW = 8
"""So many names are read; more are a wall."""

ALIKE = 0.6
"""How near a word must be to be suggested; 1 is the same word."""


def suggestion(word: str | Sequence[str], known: Iterable[str], alike: float = ALIKE) -> Message | None:
    """The question whether the likeliest of `known` was meant; None if none is near: ``suggestion(…) or msg(…)``.

    Of several words each must be near to one.
    """
    names, words = list(known), [word] if isinstance(word, str) else word
    if len(words) == 1 and len(near := _as_near(words[0], names, alike)) > 1:
        return msg("did you mean one of {near}?", near=near)
    near = [nearest(each, names, alike) for each in words]
    return msg("did you mean {near}?", near=near) if all(near) else None


def nearest(word: str, known: Sequence[str], alike: float = ALIKE) -> str:
    """The likeliest of `known` that is near to `word`; "" if none is.

    The dashes before options are not compared: all options have them, which makes no two of them alike.
    """
    import difflib  # 10 ms, and only ever needed for an error message

    by_bare_name = {each.lstrip("-"): each for each in reversed(known)}
    found = difflib.get_close_matches(word.lstrip("-"), by_bare_name, n=1, cutoff=alike)
    return by_bare_name[found[0]] if found else ""


def _as_near(word: str, known: Sequence[str], alike: float) -> list[str]:
    """Those of `known` that begin with `word` and are as near as the nearest, if there are several: at most three."""
    import difflib

    longer = sorted({each for each in known if each.startswith(word)}, key=lambda each: (len(each), each))
    begun = [each for each in longer if len(each) == len(longer[0])]
    return difflib.get_close_matches(word, begun, n=3, cutoff=alike)[::-1] if len(begun) > 1 else []


def unknown_word(word: str, known: Collection[str]) -> Message:
    """That `word` is not known, with the nearest of those that are, or else all of them in their order."""
    hint = suggestion(word, known) or (msg("use one of {names}", names=list(known)) if known else msg("there are none"))
    return msg("{word} is unknown here; {hint}", word=word, hint=hint)


def a_few(names: Sequence[Value]) -> Message:
    """The names for a message; of many only the first, and how many more there are."""
    if len(names) <= _FEW:
        return msg("{names}", names=names)
    return msg("{names} and {count} more", names=names[:_FEW], count=len(names) - _FEW)
