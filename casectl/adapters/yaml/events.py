"""The events of a YAML text, from libyaml where it is installed, else from the parser written in Python.

ruamel.yaml's own values are never used: an event holds the text of a scalar as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.events import ScalarEvent

from casectl.core.values.regex import regex

try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # it exists, but is not declared
except ImportError:
    CParser = None

Events: TypeAlias = Callable[[str], Iterator[Any]]

_PLACEHOLDERS = {":": "\U0010fffd", "?": "\U0010fffc"}
_INNER = regex(r"""(?<=[^\s,\[\]{}"']):(?=[^\s,\[\]{}])|(?<=[^\s,\[{])\?""")
_BACK = str.maketrans({placeholder: mark for mark, placeholder in _PLACEHOLDERS.items()})


def pure_events(text: str) -> Iterator[Any]:
    """The events of the parser written in Python."""
    yield from YAML(typ="base", pure=True).parse(text)


def libyaml_events(text: str) -> Iterator[Any]:
    """The events of libyaml.

    The libyaml that ruamel.yaml ships refuses a colon or a question mark inside an unquoted text between braces, as in
    ``{at: 2026-11-22T10:00:00+08:00}``; a placeholder of the same length replaces it while parsing.
    """
    if "10fff" in text.lower() or any(mark in text for mark in _PLACEHOLDERS.values()):
        yield from pure_events(text)  # the placeholders themselves, perhaps as an escape: use the other parser
        return
    masked, count = _INNER.subn(_placeholder, text) if "{" in text or "[" in text else (text, 0)
    parser = CParser(masked)
    while parser.check_event():
        event = parser.get_event()
        if count and isinstance(event, ScalarEvent) and not event.value.isascii():
            event.value = event.value.translate(_BACK)
        yield event


def _placeholder(match: re.Match[str]) -> str:
    return _PLACEHOLDERS[match.group()]


EVENTS: Events = pure_events if CParser is None else libyaml_events
"""The faster parser that is installed; both give the same tree and errors within the reader's profile."""


def reader_in_use() -> str:
    """The parser that reads YAML here: "libyaml" or "pure Python"."""
    return "pure Python" if CParser is None else "libyaml"
