"""Two histories of one case are merged by what they mean, and alike whoever merges them."""

from __future__ import annotations

from hypothesis import given, settings

from casectl.actions.recording.merged_form import Sides
from casectl.core.case.compose import drift
from tests.core.merge.pairs import Step, faults, merge, read, steps, together


@settings(max_examples=40)
@given(steps, steps, steps)
def test_a_merge_is_the_same_from_either_side(shared: list[Step], one: list[Step], other: list[Step]) -> None:
    """To the byte; merged again with what it was made from, it stays as it is."""
    context, sides = together(shared, one, other)
    _, merged = merge(context, sides)
    assert merge(context, Sides(sides.base, sides.other, sides.one))[1] == merged
    assert merge(context, Sides(sides.base, merged, merged))[1] == merged
    for side in (sides.one, sides.other):
        assert merge(context, Sides(side, merged, side))[1] == merged
        assert merge(context, Sides(sides.base, side, merged))[1] == merged


@settings(max_examples=40)
@given(steps, steps, steps)
def test_a_merge_loses_no_event_and_is_lawful(shared: list[Step], one: list[Step], other: list[Step]) -> None:
    """Each side's order is kept, the header is that of the journal, and the law has nothing against it."""
    context, sides = together(shared, one, other)
    case, merged = merge(context, sides)
    found = read(context, merged)
    assert found.journal == case.journal
    for data in (sides.one, sides.other):
        journal = read(context, data).journal
        assert tuple(event for event in found.journal if event in journal) == journal
    assert drift(found, context.zone) == []
    assert [f"{each.code} {each.fault}" for each in faults(context, found)] == []
