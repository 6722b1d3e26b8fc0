"""Words that look the same have one form."""

from __future__ import annotations

import pytest

from casectl.core.values.look_alikes import as_seen


@pytest.mark.parametrize("twin", ["Ann", "ＡＮＮ", "аnn", "аnN", "𝐚nn"])
def test_a_twin_is_seen_as_the_word_itself(twin: str) -> None:
    """Capitals, full width, Cyrillic, mathematical letters."""
    assert as_seen(twin) == as_seen("ann")


@pytest.mark.parametrize("other", ["anna", "an", "王敏", "王 敏", "ann2", "änn"])
def test_other_words_are_others(other: str) -> None:
    assert as_seen(other) != as_seen("ann")
