"""How long cases were in each state and with each holder adds up to the whole, to the second."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.history.dwell import ALWAYS, Dwell, Window, dwell_of
from casectl.core.history.event_rows import CaseRow, EventRow, JournalRows

_STANDS = st.tuples(st.sampled_from(["new", "done"]), st.sampled_from(["", "ada", "bo"]), st.sampled_from(["", "bo"]))


def case(events: list[tuple[int, str, str, str]], end: tuple[str, str, str], *, closed: bool = False) -> JournalRows:
    """A case with events at these times, each with state, owner and offer before it, and how it stands at the end."""
    rows = tuple(
        EventRow(f"e{place}", at, "ada", "", "noted", state, owner, "", 1, offered, "{}")
        for place, (at, state, owner, offered) in enumerate(events)
    )
    return JournalRows(CaseRow("C-1", "", "plain", *end, events[-1][0] if closed else None), rows)


def told(found: list[Dwell]) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {(each.part, each.name): (each.seconds, each.stays, each.cases) for each in found}


@given(
    st.lists(
        st.tuples(
            st.lists(st.tuples(st.integers(0, 10**6), _STANDS), min_size=1, max_size=8), _STANDS, st.booleans()
        ),
        max_size=4,
    ),
    st.integers(0, 2 * 10**6),
    st.none() | st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)),
)  # fmt: skip
def test_states_and_holders_each_add_up_to_the_whole(
    cases: list[tuple[list[tuple[int, tuple[str, str, str]]], tuple[str, str, str], bool]],
    now: int,
    window: tuple[int, int] | None,
) -> None:
    """Whatever the order of the times, with events dated back and ahead, and in any window of time."""
    journals = [case([(at, *stand) for at, stand in events], end, closed=closed) for events, end, closed in cases]
    rows, _, whole = dwell_of(journals, now, Window(*window) if window else ALWAYS)
    for parts in ({"state"}, {"owner", "offered", "nobody"}):
        assert sum(each.seconds for each in rows if each.part in parts) == whole
    if window is None:
        ends = [max(each.at for each in rows.events) for rows in journals]
        starts = [rows.events[0].at for rows in journals]
        still = [rows.case.closed_at is None for rows in journals]
        lengths = [max(end, now) - start if is_open else end - start
                   for start, end, is_open in zip(starts, ends, still, strict=True)]  # fmt: skip
        assert whole == sum(lengths)


def test_limbo_is_counted_for_whom_the_case_is_offered_to_and_not_for_its_owner() -> None:
    """Ada has it for 10 seconds, it is offered to Bo for 20, and he has it for 30 when it is closed."""
    events = [(100, "", "", ""), (110, "new", "ada", ""), (130, "new", "ada", "bo"), (160, "new", "bo", "")]
    rows, cases, whole = dwell_of([case(events, ("done", "bo", ""), closed=True)], 999)
    assert told(rows) == {
        ("state", "new"): (60, 1, 1),
        ("owner", "ada"): (10, 1, 1),
        ("offered", "bo"): (20, 1, 1),
        ("owner", "bo"): (30, 1, 1),
    }
    assert (cases, whole) == (1, 60)


def test_a_case_without_an_owner_is_with_nobody_until_now() -> None:
    rows, _, whole = dwell_of([case([(100, "", "", "")], ("new", "", ""))], 150)
    assert told(rows) == {("state", "new"): (50, 1, 1), ("nobody", ""): (50, 1, 1)}
    assert whole == 50


def test_who_gets_a_case_back_has_two_stays_in_it() -> None:
    events = [(0, "", "", ""), (10, "new", "ada", ""), (20, "new", "bo", "")]
    found = told(dwell_of([case(events, ("new", "ada", ""))], 30)[0])
    assert found["owner", "ada"] == (20, 2, 1)


@pytest.mark.parametrize(("window", "whole"), [((0, 5), 0), ((5, 15), 5), ((15, 25), 10), ((35, 40), 0)])
def test_only_the_time_in_the_window_counts(window: tuple[int, int], whole: int) -> None:
    """A case with no time in it is not counted."""
    found = dwell_of(
        [case([(10, "", "", ""), (30, "new", "ada", "")], ("new", "ada", ""), closed=True)], 99, Window(*window)
    )
    assert found[1:] == (1 if whole else 0, whole)
