"""Who is the same customer, and what is about the same order, however numbers are grouped and names written."""

from __future__ import annotations

import pytest

from casectl.core.query.references import reference_mark, same_customer

OFFICE = {"customer.contact": "office@example.org"}


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ({"customer.ref": "CU-1"}, {"customer.ref": "cu 1"}, True),
        ({"customer.ref": "CU-1"}, {"customer.ref": "CU-2"}, False),
        ({"customer.contact": "020 7946 0018"}, {"customer.contact": "02079460018"}, True),
        (OFFICE, {**OFFICE, "customer.name": "Flora Fiction"}, True),
        ({**OFFICE, "customer.ref": "CU-1"}, OFFICE, True),
        ({**OFFICE, "customer.ref": "CU-1"}, {**OFFICE, "customer.ref": "CU-2"}, False),
        (
            {**OFFICE, "customer.ref": "CU-1", "customer.name": "Flora Fiction"},
            {**OFFICE, "customer.ref": "CU-2", "customer.name": "Max Muster"},
            False,
        ),
        (
            {**OFFICE, "customer.ref": "CU-1", "customer.name": "Flora Fiction"},
            {**OFFICE, "customer.ref": "CU-2", "customer.name": "FLORA FICTION"},
            True,
        ),
        ({"customer.ref": "无"}, {"customer.ref": "无"}, False),
        ({}, {}, False),
    ],
)
def test_strangers_who_share_an_address_are_not_one_customer(
    first: dict[str, str], second: dict[str, str], one: bool
) -> None:
    """Numbers that differ count more than an office's telephone, unless the names agree."""
    assert same_customer(first, second) is one
    assert same_customer(second, first) is one


def test_cases_about_one_order_share_a_mark() -> None:
    """And what names none has no mark."""
    assert reference_mark({"reference": "A-1001"}) == reference_mark({"order": "a 1001", "reference": "none"})
    assert reference_mark({"reference": "A-1001"}) != reference_mark({"reference": "A-1002"})
    assert reference_mark({"reference": "N/A"}) is reference_mark({}) is None
