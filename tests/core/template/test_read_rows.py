"""A table of durations: rows that cannot count, and rows that may meet."""

from __future__ import annotations

import pytest

from tests.core.template.template_texts import BASE, changed, faults, good


@pytest.mark.parametrize(
    "rows",
    [
        "[{when: {level: 2}, duration: 2h}, {when: {ours: yes}, duration: 3d}, {duration: 24h}]",
        "[{when: {level: 2, ours: yes}, duration: 5d}, {when: {level: 2}, duration: 2h}, {duration: 1h}]",
        "[{when: {level: 1}, duration: 2d}, {when: {level: 2}, duration: 2h}]",
        "[{when: {level: 2, kind: a}, duration: 4d}, {when: {kind: b}, duration: 2h}]",
    ],
)
def test_rows_of_which_the_first_asks_for_less_time_or_says_more_may_meet(rows: str) -> None:
    good(changed(BASE[BASE.index("[{when: {level") : BASE.index("    warn")].strip(), rows))


def test_a_row_that_the_rows_above_take_away_together_never_counts() -> None:
    rows = "[{when: {level: 1}, duration: 1h}, {when: {level: 2}, duration: 1h}, {when: {level: [1, 2]}, duration: 2h}]"
    found = faults(changed(BASE[BASE.index("[{when: {level") : BASE.index("    warn")].strip(), rows))
    assert [code for _, code, _ in found] == ["T019"]


def test_a_row_without_conditions_hides_the_others_whole_and_that_alone_is_said() -> None:
    rows = "[{duration: 2h}, {when: {level: 1}, duration: 1h}]"
    found = faults(changed(BASE[BASE.index("[{when: {level") : BASE.index("    warn")].strip(), rows))
    assert ["never applies" in str(what) for *_, what in found] == [True]
