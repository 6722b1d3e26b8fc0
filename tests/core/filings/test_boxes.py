"""A return cross-foots, or names what keeps it from that."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from statistics import median

import pytest

from casectl.adapters.files import shipped
from casectl.core.figures.paid import redress_paid
from casectl.core.filings.boxes import boxes_of
from casectl.core.filings.faults import faults_of
from tests.core.filings.packs import PACKS, filed, read

AGES = ("0-17", "18-64", "65+")


@pytest.mark.parametrize("name", ["ko41a", "ko41b"])
def test_ko41_cross_foots_or_names_the_cases_that_keep_it_from_that(name: str) -> None:
    """Carried = brought + new - resolved and never below 0; the ages and the statuses add up to the new ones; subjects,
    services and professions are at least as many; every box is filled.
    """
    pack, right = PACKS[name], 0
    same = {"status": "patient", "service": "a, b", "profession": "x", "staff_group": "x, y", "why": "p, q"}
    for seed in range(100):
        chance = Random(seed)
        given = filed(seed, same, pack, age=AGES)
        fields = {each: {**same, "age": chance.choice((*AGES, ""))} for each in given.fields}
        given = given._replace(fields=fields, settings={**given.settings, "subject": "why"})
        rows = {(row.section, row.item): row.value for row in boxes_of(pack, given)}
        assert None not in rows.values()
        values = {box: int(value) for box, value in rows.items() if value is not None}
        faults = [*faults_of(pack, given, {})]
        new, ages = values["totals", "new"], sum(values["age", age] for age in AGES)
        assert new - ages == sum("section age" in str(each.what) for each in faults)
        assert sum(value for (section, _), value in values.items() if section == "status") == new
        for section in {box[0] for box in values} - {"totals", "age", "status"}:
            assert sum(value for box, value in values.items() if box[0] == section) >= new
        resolved = sum(values["totals", item] for item in ("upheld", "partly_upheld", "not_upheld"))
        carried = values["totals", "carried_forward"]
        assert carried == values["totals", "brought_forward"] + new - resolved
        differs = carried != len(given.sample.open)
        cases = {each.case for each in faults if "closed" in str(each.what) or "reopened" in str(each.what)}
        assert differs or carried >= 0
        assert not differs or cases - {""}
        assert differs == ("" in {each.case for each in faults})
        right += not faults
    assert right > 10


def test_partly_upheld_counts_as_the_regime_says() -> None:
    """Three classes for the NHS; for the FCA it is upheld, and what was upheld and what was rejected is all."""
    for seed in range(20):
        three = {row.item: row.cases for row in boxes_of(PACKS["ko41a"], filed(seed, {}, PACKS["ko41a"]))}
        two = {row.item: row.cases for row in boxes_of(PACKS["fca-disp"], filed(seed, {}, PACKS["fca-disp"]))}
        assert {*two["upheld"]} == {*three["upheld"], *three["partly_upheld"]}
        assert two["rejected"] == three["not_upheld"]


def test_china_s_quarter_has_shares_changes_medians_and_rates() -> None:
    """A change from nothing and a rate of no number are none, not nought."""
    pack, seen = PACKS["cn-quarterly"], 0
    for seed in range(20):
        given = filed(seed, {}, pack)
        chance = Random(seed)
        fields = {each: {"business": "card", "institution": chance.choice("abc")} for each in given.fields}
        given = given._replace(fields=fields, settings={**given.settings, "outlets": "2_000"})
        rows = {(row.section, row.item): row.value for row in boxes_of(pack, given)}
        now, before = len(given.sample.received), len(given.before.received)
        assert rows["totals", "received"] == now
        assert rows["totals", "change"] == (round((now - before) / before * 100, 1) if before else None)
        assert rows["totals", "per_1000_outlets"] == round(now / 2, 1)
        assert rows["totals", "per_10m_customers"] is None
        counts = [value for (section, item), value in rows.items()
                  if section == "institution" and ":" not in item and isinstance(value, int)]  # fmt: skip
        assert rows["totals", "median"] == (median(counts) if counts else None)
        assert not now or rows["business", "card:share"] == 100
        seen += before > 0
    assert seen


def test_a_published_median_is_made_again() -> None:
    """The banks of the bulletin on the third quarter of 2021: 4510.5, which is between the third and the fourth."""
    pack = PACKS["cn-quarterly"]
    measure = next(box.measure for section in pack.sections for box in section.boxes if box.name == "median")
    counts = {"abc": 5604, "icbc": 5500, "ccb": 4605, "boc": 4416, "bocom": 4153, "psbc": 3760}
    boxes = {f"institution.{name}": number for name, number in counts.items()}
    assert [each.value for each in measure.fill(filed(1, {}, pack), {**boxes, "business.card": 1})] == [4510.5]


def test_redress_in_a_return_is_the_figure_of_what_was_paid() -> None:
    """The sums of both reconcile, in each currency."""
    paid = 0
    for seed in range(40):
        given = filed(seed, {}, PACKS["fca-disp"])
        boxes = {row.item: str(row.value) for row in boxes_of(PACKS["fca-disp"], given)}
        sums: dict[str, Decimal] = {}
        for each in redress_paid(given.sample):
            amount, _, currency = str(each.value).partition(" ")
            if currency and not each.part.startswith(("mean", "median")):
                sums[currency] = sums.get(currency, Decimal()) + Decimal(amount)
        for currency, total in sums.items():
            assert boxes.pop(f"redress:{currency}") == f"{total:f} {currency}"
        assert not sums or "redress" not in boxes
        paid += len(sums)
    assert paid


def test_what_is_wrong_with_a_pack_is_said_at_once() -> None:
    """Each thing at its place; a box names only those above it, and has one measure."""
    data = b"""\
filing: other
title: Mine
source: a circular
verified: GK
folds: {partly: maybe}
sections:
  totals:
    boxes:
      sum: {add: [later]}
      later: {count: everybody}
      ended: {count: ended}
      two: {count: open, add: [later]}
columns: {days: {value: weeks}}
provisions: {"6.2": {requires: x, evidence: totals.nothing}}
checks: [guessed]
"""
    found = " | ".join(read("mine", data)[1])
    for part in (
        *("the file of the return other is other.yaml", "unknown is missing", "maybe", "later", "everybody", "weeks"),
        *(
            "give a clock only together with ended or begun, which both need one",
            "a box needs exactly one of",
            "totals.nothing",
            "guessed",
        ),
    ):
        assert part in found, part


@pytest.mark.parametrize("name", PACKS)
def test_a_shipped_return_says_its_source_in_both_languages(name: str) -> None:
    """And how far it was verified, and what is not known."""
    pack = PACKS[name]
    assert read(name, shipped.filings()[name])[1] == []
    titles = [*(each.title for each in pack.sections), *(each.title for each in pack.columns)]
    titles += [box.title for section in pack.sections for box in section.boxes]
    texts = [pack.title, pack.source, pack.verified, pack.unknown, *(each.requires for each in pack.provisions)]
    for each in (*texts, *titles):
        assert {language for language, _ in each.by_language} == {"en", "zh"}, str(each)
