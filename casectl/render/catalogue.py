"""A compiled catalogue (GNU gettext's .mo) in which each text is looked for where it is.

The standard library reads a whole catalogue at each start, which costs more than most commands; here only what is said
is read. The texts of a catalogue are sorted, as the format demands.
"""

from __future__ import annotations

from bisect import bisect_left
from struct import unpack_from

_LITTLE_ENDIAN = b"\xde\x12\x04\x95"


class Catalogue:
    """The translations of one language, which has one form for every number, as Chinese has. Empty content has none."""

    def __init__(self, content: bytes = b"") -> None:
        self._content = content
        self._order = "<" if content.startswith(_LITTLE_ENDIAN) else ">"
        self._size, self._ids, self._translations = unpack_from(f"{self._order}3I", content, 8) if content else (0,) * 3
        self._found: dict[str, str | None] = {}

    def gettext(self, text: str) -> str:
        """The translation of `text`; `text` itself where there is none."""
        found = self._translation(text)
        return text if found is None else found

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The translation of a text with a number; where there is none, the English for that number."""
        found = self._translation(singular)
        return (singular if count == 1 else plural) if found is None else found

    def _translation(self, text: str) -> str | None:
        if text not in self._found:
            self._found[text] = self._looked_up(text.encode("utf-8", "surrogatepass"))
        return self._found[text]

    def _looked_up(self, wanted: bytes) -> str | None:
        place = bisect_left(range(self._size), wanted, key=self._id)
        is_there = place < self._size and self._id(place) == wanted
        return self._bytes(self._translations, place).decode() if is_there else None

    def _id(self, place: int) -> bytes:
        """The English of the text at that place; of one with a number the singular."""
        return self._bytes(self._ids, place).partition(b"\0")[0]

    def _bytes(self, table: int, place: int) -> bytes:
        length, start = unpack_from(f"{self._order}2I", self._content, table + 8 * place)
        return self._content[start : start + length]
