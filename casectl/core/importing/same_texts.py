"""Complaints whose text an earlier one has, in the same table or in the casebook: sent twice, or to several firms."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from casectl.core.importing.case_builder import ImportedCase, SameText
from casectl.core.importing.mapping import RowMapping
from casectl.core.query.references import respondent
from casectl.core.query.similarity import STORY
from casectl.core.values.tree import leaves
from casectl.core.values.widths import folded

_ENOUGH = 30
"""The width from which a text is unlikely to be repeated by chance; a Chinese character is two wide."""


class KnownTexts:
    """The texts of the complaints so far, by their content: those of the casebook's `fields`, then of the import's."""

    def __init__(self, mapping: RowMapping, fields: Mapping[str, Mapping[str, str]]) -> None:
        self._is_needed = has_story(mapping)
        self._cases: dict[bytes, list[tuple[str, str]]] = {}
        for case, its in fields.items() if self._is_needed else ():
            if mark := _mark(its):
                self._cases.setdefault(mark, []).append((case, respondent(its)))

    def earlier(self, case: ImportedCase) -> SameText | None:
        """The first earlier case with the same text, rather one about the same respondent; the case is remembered."""
        if not self._is_needed:
            return None
        fields = {".".join(map(str, path)): text for path, text in leaves(case.free.get("fields", {}))}
        mark = _mark(fields)
        if mark is None:
            return None
        about = respondent(fields)
        known = self._cases.setdefault(mark, [])
        same = next((each for each in known if each[1] == about), None)
        found = same or (known[0] if known else None)
        known.append((case.id, about))
        return SameText(found[0], "duplicate-of" if same else "related") if found else None


def has_story(mapping: RowMapping) -> bool:
    """Whether the mapping fills a field that tells what happened."""
    return any(each.path[0].startswith(STORY) for each in mapping.fields)


def _mark(fields: Mapping[str, str]) -> bytes | None:
    """What is the same for equal texts, however spaced; None for a text too short to tell."""
    text = folded("\n".join(text for name, text in fields.items() if name.startswith(STORY)))
    if len(text) < _ENOUGH and sum(1 + (char > "\u2e80") for char in text) < _ENOUGH:
        return None
    return sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
