"""The list of SHA-256 sums in a pack, in the form that ``sha256sum --check`` reads."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from casectl.core.values.regex import regex

SUMS = "SHA256SUMS"
"""The file of a pack that lists all its other files."""
_LINE = regex(r"([0-9a-f]{64})  (.+)")


def digest(data: bytes) -> str:
    """The SHA-256 of a content, as sha256sum writes it."""
    return hashlib.sha256(data).hexdigest()


def sums_text(files: Mapping[str, bytes]) -> str:
    """The list of these files, by name."""
    return "".join(f"{digest(files[name])}  {name}\n" for name in sorted(files))


def read_sums(text: str) -> dict[str, str] | None:
    """The digest of each file by its name; None for a text that is no such list, or names a file twice."""
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    found = {line[2]: line[1] for line in lines if line}
    return found if len(found) == len(lines) and found else None
