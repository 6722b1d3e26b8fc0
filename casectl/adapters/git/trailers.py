"""Commit messages: a subject that people read, and below it trailers, a ``Key: value`` line each, that programs read.

Git itself parses the trailers of a log, and takes only the last block of a message for them (gitinterpret-trailers).
"""

from __future__ import annotations

from casectl.ports.recording import Trailers

IN_LOG = "%(trailers:only,unfold)"
"""The field of ``git log --format`` that `parsed` reads."""

KEYS = {
    "case": "Case",
    "events": "Event",
    "mapping": "Import",
    "cases": "Cases",
    "imported": "Events",
    "actor": "Actor",
    "via": "Via",
    "rules": "Rules",
    "wrote": "Co-authored-by",
}
"""The key of each field of `Trailers`, in the order of the message; ``Event`` has a line for each id."""


def message(subject: str, trailers: Trailers) -> str:
    """The message of a commit. Line breaks in a subject or a value become blanks, so neither can forge a trailer."""
    lines = [f"{key}: {_line(value)}" for name, key in KEYS.items() for value in _values(trailers, name)]
    return "\n".join([_line(subject), *(["", *lines] if lines else [])]) + "\n"


def parsed(text: str) -> Trailers:
    """The trailers of a message; keys that casectl does not write are left out, and counts that are not numbers."""
    found: dict[str, tuple[str, ...]] = {}
    for line in filter(None, text.split("\n")):
        key, _, value = line.partition(":")
        found[key] = (*found.get(key, ()), value.strip())
    one = {name: ", ".join(found[key]) for name, key in KEYS.items() if key in found}
    return Trailers(
        one.get("case"),
        found.get(KEYS["events"], ()),
        one.get("mapping"),
        _count(one.get("cases", "")),
        _count(one.get("imported", "")),
        one.get("actor"),
        one.get("via"),
        found.get(KEYS["rules"], ()),
        found.get(KEYS["wrote"], ()),
    )


def _values(trailers: Trailers, name: str) -> tuple[str, ...]:
    value = getattr(trailers, name)
    if isinstance(value, tuple):
        return value
    return () if value is None else (str(value),)


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else None


def _line(text: str) -> str:
    return " ".join(text.splitlines())
