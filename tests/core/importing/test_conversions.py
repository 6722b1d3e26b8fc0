"""Values of other systems are read as they are meant, or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casectl.core.importing.rows import RawRow
from casectl.core.values.tree import get_in
from tests.core.importing.import_context import ROWS, TEMPLATE, cases, context, outcomes, rejects

KIND = TEMPLATE.replace(
    "  text: {type: text, title: Text}\n",
    "  text: {type: text, title: Text}\n"
    "  paid: {type: money, title: Paid}\n"
    "  day: {type: date, title: Day}\n"
    "  vip: {type: yes_no, title: VIP}\n",
)
AT = "2026-01-05T08:00:00+00:00"


def stored(name: str, text: str, more: str = "") -> object:
    """What is stored of a text; the reason if its row is rejected."""
    rules = context(ROWS + f'fields: {{{name}: {{from: "{{x}}"{more}}}}}\n', KIND)
    found = outcomes(rules, [RawRow(2, {"id": "1", "at": AT, "text": "a", "x": text})])
    return get_in(dict(cases(found)[0].free), ("fields", name)) if cases(found) else rejects(found)[0][1]


@pytest.mark.parametrize(
    ("text", "more", "wanted"),
    [
        ("£12.50", "", "12.50 GBP"),
        ("1.234,50 EUR", "", "1234.50 EUR"),
        ("1,234.50", ", currency: USD", "1234.50 USD"),
        ("1.234", ', currency: EUR, decimal: ","', "1234 EUR"),
        ("$5", ", currency: CAD", "5 CAD"),
        ("(12.50) GBP", "", "-12.50 GBP"),
        ("1 234,50 €", "", "1234.50 EUR"),
        ("￥1,000.50", ", currency: CNY", "1000.50 CNY"),
        ("1000元", "", "1000 CNY"),
        ("￡12", "", "12 GBP"),
        ("￥1,000", ", currency: CNY", "1000 CNY"),
        ("100美元", "", "100 USD"),
        ("1000块", "", "1000 CNY"),
        ("1.5万元", "", "15000 CNY"),
        ("1000元5角", "", "1000.5 CNY"),
        ("一千元整", "", "1000 CNY"),
        ("12,50 zł", "", "12.50 PLN"),
    ],
)
def test_money_is_read_in_the_form_of_its_country(text: str, more: str, wanted: str) -> None:
    """With marks between thousands, a sign or a code, and the mapping's currency where it names none."""
    assert stored("paid", text, more) == wanted


@pytest.mark.parametrize(
    ("currencies", "text", "wanted"),
    [("", "£12.50", "allowed here: CNY"), ("", "100元", "100 CNY"), ("[CNY, GBP]", "£12.50", "12.50 GBP"),
     ("[CNY, GBP]", "12 EUR", "allowed here: CNY, GBP"), ("", "￥1，000.50", "1000.50 CNY"), ("", "1万", "10000 CNY"),
     ("", "1000", "1000 CNY"), ("[CNY, GBP]", "1000", "paid: ")],
)  # fmt: skip
def test_a_currency_that_could_not_be_typed_is_not_imported_either(currencies: str, text: str, wanted: str) -> None:
    """Only the casebook's, where the field names none; an amount without a currency is in it, as if it were typed."""
    more = f", currencies: {currencies}" if currencies else ""
    kind = KIND.replace("type: money", f"type: money{more}")
    rules = replace(context(ROWS + 'fields: {paid: "{x}"}\n', kind), currency="CNY")
    found = outcomes(rules, [RawRow(2, {"id": "1", "at": AT, "text": "a", "x": text})])
    made = get_in(dict(cases(found)[0].free), ("fields", "paid")) if cases(found) else rejects(found)[0][1]
    assert wanted in str(made)


@pytest.mark.parametrize("text", ["1,234.50", "$5", "1,2,3 EUR", "lots", "12 EUR GBP"])
def test_money_that_may_be_something_else_is_refused(text: str) -> None:
    """No currency is guessed from a sign that several have."""
    assert str(stored("paid", text)).startswith("paid: ")


@pytest.mark.parametrize(("text", "wanted"), [("TRUE", "yes"), ("true", "yes"), ("1", "yes"), ("是", "yes"),
                                              ("FALSE", "no"), ("0", "no"), ("否", "no")])  # fmt: skip
def test_yes_and_no_are_read_as_programs_write_them(text: str, wanted: str) -> None:
    assert stored("vip", text) == wanted


@pytest.mark.parametrize(
    ("text", "more", "wanted"),
    [
        ("31/01/2026", ', format: "%d/%m/%Y"', "2026-01-31"),
        ("2026-01-31T00:00:00", ', format: "%d/%m/%Y"', "2026-01-31"),
        ("46053", ', format: "%d/%m/%Y"', "2026-01-31"),
        ("44591", ", format: excel-1904", "2026-01-31"),
        ("2026-01-30 24:00", "", "2026-01-31"),
        ("Sat, 31 Jan 2026 10:00:00 +0000", "", "2026-01-31"),
        ("31 Jan 2026 10:00 GMT", ', format: "%d/%m/%Y"', "2026-01-31"),
        ("Sat, 31 Jan 2026 10:00:00 -0000 (UTC)", ", format: mail", "2026-01-31"),
    ],
)
def test_days_are_read_in_their_own_format_or_as_a_spreadsheet_counts_them(text: str, more: str, wanted: str) -> None:
    """A workbook's own dates need no format; 24:00 is the next day."""
    assert stored("day", text, more) == wanted


def test_a_part_is_cut_out_by_a_pattern() -> None:
    """Its first group, or all that matches; nothing if it does not match."""
    assert stored("text", "order 4711, please", ', cut: "order (\\\\d+)"') == "4711"
    assert stored("text", "no number", ', cut: "order (\\\\d+)"') is None


def test_a_number_may_have_marks_between_its_thousands() -> None:
    assert stored("count", "1,234.5") == "1234.5"
    assert "is not a number" in str(stored("count", "1,23,4"))


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "1900-01-01"])
def test_a_placeholder_is_no_day_of_a_field_either(text: str) -> None:
    assert "is a placeholder" in str(stored("day", text))
