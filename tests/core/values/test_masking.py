"""Masked values say enough to tell two apart, and not whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.values.masking import masked, masked_fields, private_texts, without
from casectl.core.values.tree import Tree


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("王小明", "王**"), ("Flora Fiction", "F***"), ("p.example@example.org", "p***@…"),
        ("+86 138 0000 0078", "***78"),
        ("CU-88213", "***13"), ("4111 1111 1111 1111", "***11"), ("no. 7", "***"),
        ("X", "***"), ("王", "***"), ("", ""),
    ],
)  # fmt: skip
def test_what_is_left_of_a_private_text(text: str, wanted: str) -> None:
    assert masked(text) == wanted


@given(st.text(min_size=3))
def test_no_more_than_two_characters_are_left_of_any_text(text: str) -> None:
    left = masked(text).replace("***@…", "").replace("*", "")
    assert len(left) <= 2
    assert not text.strip() or masked(text)


def test_only_private_fields_are_masked_and_their_values_wherever_a_text_mentions_them() -> None:
    private = {("customer", "name"), ("phones",)}
    fields: dict[str, Tree] = {
        "customer": {"name": "王小明", "tier": "vip"},
        "phones": ["13800000078"],
        "problem": "王小明来电",
    }
    assert masked_fields(fields, private) == {
        "customer": {"name": "王**", "tier": "vip"}, "phones": ["***78"], "problem": "王小明来电",
    }  # fmt: skip
    known = {*private_texts(fields, private)}
    assert known == {"王小明", "13800000078"}
    assert without(["王小明来电,13800000078", "vip"], known) == ["王**来电,***78", "vip"]
    assert without("ANN PELL rang, and Ann pell wrote", ["Ann Pell"]) == "A*** rang, and A*** wrote"
