"""An event is one block of the journal: details are text until somebody asks for more."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.core.case.model import EVENT_ID, Event
from casectl.core.values.tree import Plain

EVENT = Event("event1", datetime(2026, 11, 21, tzinfo=UTC), "ada", "noted", {"text": "x", "clocks": {"a": {}}, "l": []})


def test_details_that_are_not_there_or_not_text_are_empty() -> None:
    assert (EVENT.text("text"), EVENT.text("none"), EVENT.text("clocks"), EVENT.text("l")) == ("x", "", "", "")
    assert (EVENT.mapping("clocks"), EVENT.mapping("text"), EVENT.mapping("none")) == ({"a": {}}, {}, {})


def test_a_block_says_who_and_when_before_what() -> None:
    block = EVENT.to_tree(ZoneInfo("Asia/Shanghai"))
    assert list(block) == ["id", "at", "by", "event", "text", "clocks", "l"]
    assert block["at"] == Plain("2026-11-21T08:00:00+08:00")
    assert isinstance(block["at"], Plain)


@pytest.mark.parametrize("good", ["abcd", "9.-_", "A" * 64])
def test_what_an_event_id_may_be(good: str) -> None:
    assert EVENT_ID.fullmatch(good)


@pytest.mark.parametrize("bad", ["", "abc", "-abc", ".abc", "a" * 65, "ab cd", "abcd\n", "äbcd", "a/../b"])
def test_what_an_event_id_may_not_be(bad: str) -> None:
    assert not EVENT_ID.fullmatch(bad)
