"""A mistyped word gets the most likely known one, or nothing when none is near."""

from __future__ import annotations

import pytest

from casectl.core.values.nearest import nearest


@pytest.mark.parametrize(
    ("word", "meant"), [("ownr", "owner"), ("resovled", "resolved"), ("已解", "已解决"), ("xyz", ""), ("", "")]
)
def test_the_nearest_word_is_named(word: str, meant: str) -> None:
    assert nearest(word, iter(["owner", "resolved", "已解决"])) == meant


def test_among_no_words_none_is_near() -> None:
    assert nearest("owner", []) == ""
