"""boundary records what an abusive customer was told, which holds in all cases of the customer until its end."""

from __future__ import annotations

from typing import Any

import pytest

from casectl.actions.boundary import boundary
from casectl.actions.customer import customer
from casectl.actions.lookup.earlier_complaints import earlier_complaints
from casectl.core.values.messages import UsageError
from casectl.core.values.value_class import replace
from tests.actions.cases import AT_ONCE, refused
from tests.actions.test_customer import desk as desk
from tests.contracts.notes import STATED
from tests.fakes.context import NOW, FakeContext


def test_the_latest_boundary_holds_until_its_end_in_all_cases_of_the_customer(desk: FakeContext) -> None:
    """What was stated before it is kept, and holds no more; of another customer nothing is said."""
    first, second, other = (desk.case(each) for each in desk.case_ids())
    boundary(desk, first.id, replace(STATED, told="Please do not shout"), AT_ONCE)
    boundary(desk.later(hours=1), second.id, STATED, AT_ONCE)
    told = [(each.event.text("text"), each.case_id, each.holds) for each in customer(desk, "CU-1", None).boundaries()]
    assert told == [(STATED.told, second.id, True), ("Please do not shout", first.id, False)]
    for case, stated in ((first, True), (second, False), (other, False)):  # of the second case it is the own one
        found = earlier_complaints(desk, desk.case(case.id)).boundary
        assert (found is not None and found.text("text") == STATED.told) == stated
    assert earlier_complaints(desk.later(days=91), desk.case(first.id)).boundary is None


@pytest.mark.parametrize("lacking", [{"told": " "}, {"abuse": ""}, {"next": "\n"}, {"until": NOW}])
def test_a_boundary_that_says_too_little_is_refused(desk: FakeContext, lacking: dict[str, Any]) -> None:
    with refused(desk, UsageError, ""):
        boundary(desk, desk.case_ids()[0], replace(STATED, **lacking), AT_ONCE)
