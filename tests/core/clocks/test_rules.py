"""The rules that apply to a case: those in force, each with its calendar."""

from __future__ import annotations

import pytest

from casectl.core.time.calendar import ALWAYS, Calendar
from casectl.core.values.messages import NotFound
from tests.core.clocks.rule_texts import within
from tests.core.clockwork import SHANGHAI, Life


def test_a_rule_counts_only_while_it_is_in_force() -> None:
    clocks = within("3d", ", in_force: {from: 2026-11-24, until: 2026-11-25}")
    opened = [f"2026-11-{day} 10:00" for day in (23, 24, 25, 26)]
    assert [bool(Life(clocks).opens(at).due("c")) for at in opened] == [False, True, True, False]


def test_a_clock_has_a_calendar_of_its_own() -> None:
    life = Life(within("3wd", ", calendar: always"))
    life.calendars["always"] = Calendar("always", SHANGHAI, windows=ALWAYS)
    assert life.opens("2026-11-27 10:00").due("c") == "2026-11-30 10:00"


def test_a_missing_calendar_is_named() -> None:
    with pytest.raises(NotFound, match="there is no calendar mars"):
        Life(within("3wd", ", calendar: mars")).opens("2026-11-23 10:00")
