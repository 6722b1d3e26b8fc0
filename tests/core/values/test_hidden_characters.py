"""Joiners are text between letters and emoji, and hide anything elsewhere; tags are text in a flag."""

from __future__ import annotations

import re

import pytest

from casectl.core.values.hidden_characters import STRAY_JOINER, STRAY_TAG

SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    "text", ["👩\u200d👧", "❤\ufe0f\u200d🔥", "می\u200cخواهم", "क\u094d\u200dष", "Auf\u200clage", SCOTLAND]
)
def test_what_belongs_to_a_text_is_no_attack(text: str) -> None:
    assert not re.search(STRAY_JOINER, text)
    assert not re.search(STRAY_TAG, text)


@pytest.mark.parametrize(
    "text", ["\u200dx", "x\u200d", "a \u200db", "a\u200d\u200db", "1\u200d2", "a\u200c\u202eb", "\u200d"]
)
def test_a_joiner_that_joins_nothing_is_found(text: str) -> None:
    assert re.search(STRAY_JOINER, text)


@pytest.mark.parametrize("text", ["a\U000e0041", "\U000e0041", SCOTLAND + "\U000e0041" * 2])
def test_a_tag_outside_a_flag_is_found(text: str) -> None:
    assert re.search(STRAY_TAG, text)
