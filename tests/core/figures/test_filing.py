"""A return cross-foots, or names what keeps it from that."""

from __future__ import annotations

from random import Random

from casectl.core.figures.filing import Filed
from casectl.core.figures.filing_packs import PACKS
from tests.core.figures.books import sample, some_book

AGES = ("0-17", "18-64", "65+")


def test_ko41a_cross_foots_or_names_the_cases_that_keep_it_from_that() -> None:
    """Carried = brought + new - resolved; the sum of the ages is that of the new ones; every box is filled."""
    right = 0
    for seed in range(200):
        chance = Random(seed)
        found = sample(some_book(chance))
        same = {"status": "patient", "service": "a, b", "profession": "x"}
        fields = {each.id: {"age": chance.choice((*AGES, "")), **same} for each in found.seen}
        filed = Filed(found, fields, {"age": AGES}, {"subject": "service"}, {})
        rows = {(row.section, row.item): int(row.value or 0) for row in PACKS["ko41a"].rows(filed)}
        faults = [*PACKS["ko41a"].faults(filed)]
        new, ages = rows["totals", "new"], sum(rows["age", age] for age in AGES)
        assert new - ages == sum("section age" in str(each.what) for each in faults)
        assert sum(rows.get(("service", word), 0) for word in "ab") == 2 * new
        resolved = sum(rows["totals", item] for item in ("upheld", "partly_upheld", "not_upheld"))
        assert rows["totals", "carried_forward"] == rows["totals", "brought_forward"] + new - resolved
        differs = rows["totals", "carried_forward"] != len(found.open)
        cases = {each.case for each in faults if "closed" in str(each.what) or "reopened" in str(each.what)}
        assert not differs or cases - {""}
        assert differs == ("" in {each.case for each in faults})
        right += not faults
    assert right > 20
