"""Two histories of one case are merged by what they mean, and alike whoever merges them."""

from __future__ import annotations

from hypothesis import given, settings

from casectl.actions.adopting.renamed import rename
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.merged_form import Sides
from casectl.actions.set_ import set_fields
from casectl.core.case.compose import drift
from casectl.core.case.ids import case_path
from tests.actions.cases import AT_ONCE
from tests.core.merge.pairs import Step, faults, merge, read, steps, together
from tests.fakes.context import FakeContext


@settings(max_examples=20)
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


@settings(max_examples=20)
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


def test_a_field_that_one_side_renamed_keeps_what_the_other_put_in() -> None:
    """Whichever is named first, and with nothing left to be decided."""
    one, other = FakeContext(), FakeContext()
    path = case_path(one.open())
    before = one.store.files[path]
    one.drawn = 1000
    template = one.store.files["templates/plain.yaml"].replace(b"  problem: {", b"  story: {")
    one.store.files["templates/plain.yaml"] = template.replace(
        b"workflow:\n", b"renamed: {fields: {problem: story}}\nworkflow:\n"
    )
    rename(one)
    case_id = other.open()
    other.drawn = 2000
    set_fields(other, case_id, FieldChanges([("problem", "It is torn")]), AT_ONCE)
    for sides in (
        Sides(before, one.store.files[path], other.store.files[path]),
        Sides(before, other.store.files[path], one.store.files[path]),
    ):
        case, data = merge(one, sides)
        assert (case.fields.get("story"), "problem" in case.fields) == ("It is torn", False)
        assert case.header.conflicts == ()
        assert read(one, data).fields == case.fields
