"""Ids that a spreadsheet or a program has spoilt make no cases."""

from __future__ import annotations

import pytest

from casectl.core.importing.identity import mangled
from tests.core.importing.import_context import ROWS, cases, context, outcomes, rejects, table

AT = "2026-01-05T08:00:00+00:00"
SPOILT = ["1e10", "1.0e+10", "1.38E10", "1E+10", "10000000000.0", "12345.00", "#REF!", "########", "#N/A", "3-Mar",
          "3月4日", "nan", "NaT", "<NA>", "#NV", "=008", "NULL", "TRUE", "１ｅ１０"]  # fmt: skip


@pytest.mark.parametrize("text", SPOILT)
def test_a_spoilt_id_is_refused_with_the_reason(text: str) -> None:
    found = outcomes(context(ROWS), table("id,at,text", f"{text},{AT},a", f"10000000000,{AT},b"))
    assert [each.external for each in cases(found)] == ["10000000000"]
    assert rejects(found)[0][1].startswith(f"{text} is not an id: ")


@pytest.mark.parametrize("text", ["-", "?", "--", "_", "n.a.", "无"])
def test_a_sign_for_no_value_is_no_id(text: str) -> None:
    """Two rows without a number would be one case."""
    assert mangled(text) is not None


@pytest.mark.parametrize("text", ["10000000000", "A-1", "2026-000-117", "C#1", "1.2", "E10", "MAR-12", "007"])
def test_other_ids_are_left_alone(text: str) -> None:
    assert mangled(text) is None


def test_a_part_of_an_id_may_be_spoilt() -> None:
    """An id made of two columns hides it no better."""
    found = outcomes(context(ROWS.replace('"{id}"', '"{id}/{text}"')), table("id,at,text", f"1e10,{AT},a"))
    assert rejects(found)[0][1].startswith("1e10 is not an id")
