"""Lines that both sides changed in one place: what one did within what the other did is there once."""

from __future__ import annotations

import pytest

from casectl.core.merge.sequences import merged_lines


@pytest.mark.parametrize(
    ("base", "one", "other", "both"),
    [
        ("ab", "ac", "adb", "adc"),
        ("ab", "ac", "abd", "acd"),
        ("ab", "axb", "axyb", "axyb"),
        ("abc", "axc", "ax", "ax"),
    ],
)
def test_what_one_did_within_what_the_other_did_is_there_once(base: str, one: str, other: str, both: str) -> None:
    """So a side merged once more with the merge of both changes nothing: it was a clash, or stood there twice."""
    assert merged_lines(base, one, other) == merged_lines(base, other, one) == list(both)
    assert merged_lines(base, one, both) == merged_lines(base, both, other) == list(both)


def test_what_one_took_out_and_the_other_changed_is_no_part_of_it() -> None:
    assert merged_lines("ab", "a", "ac") is None
