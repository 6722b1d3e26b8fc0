"""What a desk does with one case in two clones is merged without loss; the scorecard (R6) does the same 2,000 times."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.actions.recording.merged_form import Sides
from casectl.core.case.compose import drift
from tests.contracts.test_event_details import WITH_PAUSES
from tests.core.merge.desk import Pair
from tests.core.merge.losses import losses
from tests.core.merge.pairs import faults, merge, read


@settings(max_examples=8)
@given(st.integers(0, 10**9))
def test_nothing_of_a_desk_is_lost(seed: int) -> None:
    """What both changed is in the file or on record, the law has nothing against it, both sides come to the same."""
    pair = Pair(seed, {"plain": WITH_PAUSES})
    sides, context = pair.sides, pair.context
    _, merged = merge(context, sides)
    assert losses(context, pair.path, sides, merged) == []
    found = read(context, merged)
    assert drift(found, context.zone) == []
    assert [f"{each.code} {each.fault}" for each in faults(context, found)] == []
    assert merge(context, Sides(sides.base, sides.other, sides.one))[1] == merged
    for side in (sides.one, sides.other):
        assert merge(context, Sides(sides.base, side, merged))[1] == merged


def test_a_loss_is_seen() -> None:
    """One side's file is no merge of the two."""
    pair = next(each for each in map(_pair, range(99)) if each.sides.one != each.sides.other)
    assert losses(pair.context, pair.path, pair.sides, pair.sides.one)


def _pair(seed: int) -> Pair:
    return Pair(seed, {"plain": WITH_PAUSES})
