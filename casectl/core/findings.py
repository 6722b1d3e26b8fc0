"""A finding: something wrong in a file, where it stands, and a code that is the same in every language."""

from __future__ import annotations

from dataclasses import dataclass

from casectl.core.messages import Message
from casectl.core.tree import Place


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a case, a template or the casebook."""

    place: Place
    code: str
    what: Message

    def sort_key(self) -> tuple[str, int, int, str]:
        """By file, then by position."""
        return (self.place.file, self.place.line, self.place.column, self.code)
