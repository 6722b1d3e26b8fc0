"""Who is the same customer, and what is about the same order, however numbers are grouped and names written."""

from __future__ import annotations

from random import Random

import pytest

from casectl.core.query.references import customer_marks, customers_of, reference_mark, same_customer

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
        ({**OFFICE, "customer.ref": "CU-1"}, {**OFFICE, "customer.id": "7"}, False),
        ({"customer.ref": "CU-1", "customer.id": "7"}, {"customer.ref": "CU-1", "customer.id": "8"}, True),
        ({"customer.name": "Flora Fiction"}, {"customer.name": "Flora Fiction"}, False),
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


def test_what_is_one_with_both_makes_them_one() -> None:
    """Each pair that is one customer's is, and nothing else but what such pairs lead to: by trying all pairs."""
    drawn = Random(7)
    names = ("customer.ref", "customer.id", "customer.contact", "customer.phone", "customer.name")
    for _ in range(200):
        cases = {str(case): {name: drawn.choice("ABC") for name in names if drawn.random() < 0.4} for case in range(8)}
        pairs = {(one, other) for one in cases for other in cases if same_customer(cases[one], cases[other])}
        found = customers_of({case: customer_marks(fields, str.upper) for case, fields in cases.items()})
        for case in found:
            reached, ahead = {case}, [case]
            while ahead:
                here = ahead.pop()
                more = {other for one, other in pairs if one == here} - reached
                reached |= more
                ahead += more
            assert {each for each in found if found[each] == found[case]} == reached


def test_cases_about_one_order_share_a_mark() -> None:
    """And what names none has no mark."""
    assert reference_mark({"reference": "A-1001"}) == reference_mark({"order": "a 1001", "reference": "none"})
    assert reference_mark({"reference": "A-1001"}) != reference_mark({"reference": "A-1002"})
    assert reference_mark({"reference": "N/A"}) is reference_mark({}) is None
