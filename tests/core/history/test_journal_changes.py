"""Two versions of a journal are compared event by event, wherever new ones stand between them."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.model import Event
from casectl.core.history.journal_changes import JournalChange, journal_changes, out_of_place

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIVE = [Event(f"event{number}", AT, "ada", "noted", {"text": f"note {number}"}) for number in range(5)]


@given(st.sets(st.sampled_from(range(5))))
def test_a_journal_that_only_grew_has_no_changes(some: set[int]) -> None:
    """Also in the middle, where a merge puts what another clone recorded."""
    assert [*journal_changes([FIVE[number] for number in sorted(some)], FIVE)] == []


@given(st.sets(st.sampled_from(range(5))), st.sets(st.sampled_from(range(5))))
def test_every_event_taken_out_or_altered_is_named(gone: set[int], altered: set[int]) -> None:
    other = {number: Event(f"event{number}", AT, "bob", "noted") for number in altered}
    later = [other.get(number, event) for number, event in enumerate(FIVE) if number not in gone]
    wanted = [
        JournalChange(event, "gone" if number in gone else "altered")
        for number, event in enumerate(FIVE)
        if number in gone | altered
    ]
    assert [*journal_changes(FIVE, later)] == wanted


@given(st.permutations(FIVE))
def test_another_order_is_said_once(later: list[Event]) -> None:
    assert [each.how for each in journal_changes(FIVE, later)] == (["moved"] if later != FIVE else [])


@given(st.sets(st.sampled_from(range(5))), st.sets(st.sampled_from(range(5))))
def test_what_is_not_at_the_end_is_out_of_place(earlier: set[int], put_back: set[int]) -> None:
    """But what was known before and is put back where it was."""
    old = [FIVE[number] for number in sorted(earlier)]
    between = [each for each in range(5) if each not in earlier | put_back and earlier and each < max(earlier)]
    wanted = FIVE[between[0]] if between else None
    assert out_of_place(old, FIVE, {FIVE[number].id for number in put_back}) == wanted
    assert out_of_place(FIVE, old, frozenset()) is None
