"""The name of a draw says everything that decides which cases are in it, and nothing else is called so."""

from __future__ import annotations

import pytest

from casectl.core.figures.draw_name import DrawName, pool_of

NAMES = {
    "2026-W48": DrawName("2026-W48"),
    "2026/7": DrawName("2026", "7"),
    "2026-11-03to2026-11-09": DrawName("2026-11-03 to 2026-11-09"),
    "2026-Q3/a,per=team+fields.channel": DrawName("2026-Q3", "a", ("team", "fields.channel")),
    "2026-11,count=9,where=level>=3, title:/x": DrawName("2026-11", number=9, where="level>=3, title:/x"),
    "2026-W48,per=team,count=1,where=渠道:电话": DrawName("2026-W48", "", ("team",), 1, "渠道:电话"),
}


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_read_as_it_is_written(text: str) -> None:
    assert DrawName.parse(text) == NAMES[text]
    assert str(NAMES[text]) == text


@pytest.mark.parametrize(
    "text",
    ["", "W48", "the easy ones", "2026-W48/", "2026-W48 /7", "2026-W48,where=", "2026-W48,count=0", "2026-W48,to=1",
     "2026-W48,where=a\nb"],
)  # fmt: skip
def test_no_draw_is_called_otherwise(text: str) -> None:
    """What is marked under such a word was chosen by hand."""
    assert DrawName.parse(text) is None
    assert pool_of(text) == text


def test_more_of_the_same_is_the_same_draw_in_the_same_order() -> None:
    """And neither a query nor other groups shuffle it."""
    assert pool_of("2026-W48/7,count=9") == pool_of("2026-W48/7") == "2026-W48/7"
    assert pool_of("2026-W48,where=level>=3") != pool_of("2026-W48")
    orders = {NAMES[text].order for text in NAMES if text.startswith("2026-W48")}
    assert orders == {"2026-W48"}
