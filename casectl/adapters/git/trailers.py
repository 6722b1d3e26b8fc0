"""Commit messages: a subject that people read, and below it trailers, a ``Key: value`` line each, that programs read.

Git itself parses the trailers of a log, and takes only the last block of a message for them (gitinterpret-trailers).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

IN_LOG = "%(trailers:only,unfold)"
"""The field of ``git log --format`` that `parsed` reads."""


def message(subject: str, trailers: Mapping[str, Sequence[str]]) -> str:
    """The message of a commit. Line breaks in a subject or a value become blanks, so neither can forge a trailer."""
    lines = [f"{key}: {_line(value)}" for key, values in trailers.items() for value in values]
    return "\n".join([_line(subject), *(["", *lines] if lines else [])]) + "\n"


def parsed(text: str) -> dict[str, tuple[str, ...]]:
    """The values of each key, in the order of the message."""
    found: dict[str, tuple[str, ...]] = {}
    for line in filter(None, text.split("\n")):
        key, _, value = line.partition(":")
        found[key] = (*found.get(key, ()), value.strip())
    return found


def _line(text: str) -> str:
    return " ".join(text.splitlines())
