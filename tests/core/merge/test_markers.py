"""The marks of a conflict are read as what either side had, or not at all."""

from __future__ import annotations

import pytest

from casectl.core.merge.markers import sides_in

OURS, BASE, THEIRS = "<<<<<<< HEAD\n", "||||||| 1234\n", ">>>>>>> other\n"


@pytest.mark.parametrize("base", ["", f"{BASE}old\n"])
def test_each_side_gets_what_it_had(base: str) -> None:
    """And what both have; what was there before is left out."""
    text = f"a\n{OURS}1\n{base}=======\n2\n{THEIRS}b\n{OURS}3\n{base}=======\n{THEIRS}"
    assert sides_in(text) == ("a\n1\nb\n3\n", "a\n2\nb\n")


@pytest.mark.parametrize(
    "text", ["a\n", f"{OURS}1\n", f"{OURS}1\n{THEIRS}", "=======\n", f"{OURS}{OURS}1\n=======\n{THEIRS}"]
)
def test_marks_that_are_missing_or_out_of_order_are_no_conflict(text: str) -> None:
    assert sides_in(text) is None
