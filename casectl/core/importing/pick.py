"""A value taken from a row: which columns it comes from, and how it is translated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from unicodedata import normalize

from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Position
from casectl.core.values.value_class import value_class

RowCells = Mapping[str, str]


@value_class
class Text:
    """A text with column placeholders, such as ``{Issue}: {Sub-issue}``: pairs of literal and column ("" at the
    end).
    """

    parts: tuple[tuple[str, str], ...]

    def columns(self) -> Iterator[str]:
        """The columns of its placeholders."""
        return (column for _, column in self.parts if column)

    def filled(self, cells: RowCells, missing: frozenset[str]) -> str | None:
        """The text for a row; None if one of its columns is empty there."""
        found = []
        for literal, column in self.parts:
            value = cells.get(column, "") if column else ""
            if column and (not value.strip() or value.strip() in missing):
                return None
            found.append(literal + value)
        return "".join(found)


@value_class
class Pick:
    """A value taken from a row: the first of `texts` whose columns all have values, translated by `values` if given.

    A value translated to "" counts as missing. Of a value with `cut` only the part that the pattern finds is taken:
    its first group, or all that it matches; none if it does not match.
    """

    texts: tuple[Text, ...]
    place: Position
    values: Mapping[str, str] | None = None
    missing: frozenset[str] = frozenset()
    strip: bool = False
    cut: re.Pattern[str] | None = None

    def columns(self) -> Iterator[str]:
        """Every column that the value can come from."""
        return (column for text in self.texts for column in text.columns())

    def parts(self, cells: RowCells) -> list[str]:
        """What the columns have from which the row's value is made."""
        used = next((each for each in self.texts if each.filled(cells, self.missing) is not None), None)
        return [cells.get(column, "") for column in used.columns()] if used else []

    def outcomes(self) -> set[str]:
        """The values known beforehand: translations, and texts without placeholders."""
        if self.values is not None:
            return set(self.values.values())
        return {"".join(literal for literal, _ in text.parts) for text in self.texts if not any(text.columns())}

    def value(self, cells: RowCells) -> str | None:
        """The row's value in NFC, None if it has none. Raises UsageError for one that `values` does not translate."""
        found = next((text for each in self.texts if (text := each.filled(cells, self.missing)) is not None), None)
        if found is not None and not found.isascii():
            found = normalize("NFC", found)
        if found is not None and self.cut:
            match = self.cut.search(found)
            found = (match[match.lastindex or 0] if match else None) or None
        if found is not None and self.strip:
            found = found.strip()
        if found is None or self.values is None:
            return found
        if found not in self.values and found.strip() not in self.values:
            raise UsageError(
                msg(
                    "no value is mapped for {value}; add it under values: at {place}",
                    value=found,
                    place=str(self.place),
                )
            )
        return self.values.get(found, self.values.get(found.strip(), "")) or None
