"""How similar two texts are."""

from __future__ import annotations

from casectl.core.query.similarity import similarity, tokens


def test_likeness_is_between_none_and_all() -> None:
    one, other = tokens("退款延迟两天 late parcel"), tokens("退款延迟三天 late lamp")
    assert similarity(one, one, {}) == 1
    assert 0 < similarity(one, other, {}) < 1
    assert similarity(one, tokens(""), {}) == 0
    assert {"退款", "延迟", "late"} <= one
