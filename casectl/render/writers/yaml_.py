"""YAML: what json writes, for people who read it and for programs; the same for readers of YAML 1.1 and 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from casectl.core.values.regex import regex
from casectl.render.formats import RenderOptions
from casectl.render.view import Value, View
from casectl.render.writers.json_ import dumps, envelope

_BARE = regex(r"(?!(?:y|n|yes|no|on|off|true|false|null)$)[A-Za-z_]\w*", re.ASCII | re.IGNORECASE)
_IN_QUOTES = regex(r"\\\\|\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|[\ufffe\uffff]")
"""A backslash, which is passed over; a character in two halves; and what YAML does not allow at all."""


def yaml(view: View, _options: RenderOptions) -> str:
    """The envelope of json in block style; text is quoted unless it is a plain word that nobody takes for a value."""
    return "".join(f"{line}\n" for line in _lines(envelope(view)))


def _lines(value: Value) -> Iterator[str]:
    """The lines of a mapping or a list, or the one line of anything else."""
    if isinstance(value, Mapping) and value:
        for key, each in value.items():
            yield from _under(f"{_scalar(key)}:", each)
    elif isinstance(value, list) and value:
        for each in value:
            first, *more = _lines(each)
            yield f"- {first}"
            yield from (f"  {line}" for line in more)
    else:
        yield _scalar(value)


def _under(head: str, value: Value) -> Iterator[str]:
    if isinstance(value, (Mapping, list)) and value:
        yield head
        yield from (f"  {line}" for line in _lines(value))
    else:
        yield f"{head} {_scalar(value)}"


def _scalar(value: Value) -> str:
    """JSON's way to write it, which YAML has too, but for what JSON writes as two halves of a character."""
    if isinstance(value, str) and _BARE.fullmatch(value):
        return value
    return _IN_QUOTES.sub(_whole_character, dumps(value))


def _whole_character(found: re.Match[str]) -> str:
    text = found[0]
    if text == "\\\\":
        return text
    if len(text) == 1:
        return f"\\u{ord(text):04x}"
    high, low = (int(half, 16) for half in text[2:].split("\\u"))
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"
