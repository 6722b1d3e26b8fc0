"""The boxes of a return are filled."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.figures.estimates import percent
from casectl.core.filings.filed import Filed
from casectl.core.filings.measures import Number, change
from casectl.core.filings.pack import Pack, Section
from casectl.core.values.value_class import NamedTuple


class FilingRow(NamedTuple):
    """A box of a return; `value` is None where what it needs is not known. `cases` are those that it counts."""

    section: str
    item: str
    value: Number
    cases: tuple[str, ...] = ()


def boxes_of(pack: Pack, filed: Filed) -> list[FilingRow]:
    """Every box of a return, section by section; those of a field's values have 0 where no case is."""
    rows: list[FilingRow] = []
    for section in pack.sections:
        rows += _by_field(section, filed) if section.by else _written_out(section, filed, rows)
    return rows


def _written_out(section: Section, filed: Filed, above: list[FilingRow]) -> Iterator[FilingRow]:
    """The boxes of a section, each of which may need those above it."""
    known: dict[str, Number] = {f"{row.section}.{row.item}": row.value for row in above}
    for box in section.boxes:
        for number, filled in enumerate(box.measure.fill(filed, known)):
            known |= {} if number else {box.name: filled.value, f"{section.name}.{box.name}": filled.value}
            yield FilingRow(section.name, f"{box.name}:{filled.part}" if filled.part else box.name, filled.value,
                            filled.cases)  # fmt: skip


def _by_field(section: Section, filed: Filed) -> Iterator[FilingRow]:
    now = _cases_by_word(section, filed)
    before = _cases_by_word(section, filed.as_before) if "change" in section.extras else {}
    for word, cases in now.items():
        yield FilingRow(section.name, word, len(cases), cases)
        if "share" in section.extras:
            yield FilingRow(section.name, f"{word}:share", percent(len(cases), len(filed.sample.received)), cases)
        if "change" in section.extras:
            yield FilingRow(section.name, f"{word}:change", change(len(cases), len(before.get(word, ()))), cases)


def _cases_by_word(section: Section, filed: Filed) -> dict[str, tuple[str, ...]]:
    """The new cases of each box, with none in those that no new case is in."""
    found: dict[str, list[str]] = {word: [] for word in filed.choices.get(section.name, ())}
    for each in filed.sample.received:
        for word in filed.words(each, section.name):
            found.setdefault(word, []).append(each.id)
    return {word: tuple(sorted(cases)) for word, cases in found.items()}
