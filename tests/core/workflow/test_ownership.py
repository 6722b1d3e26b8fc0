"""Whose a case is: only its owner gives it away, only who is asked takes it."""

from __future__ import annotations

import pytest

from casectl.core.case.model import Case, Header, Offer
from casectl.core.values.errors import Refused
from casectl.core.values.tree import Source
from casectl.core.workflow.ownership import check_accept, check_not_closed, check_offer, check_return
from tests.fakes.context import NOW, FakeContext

DESK = FakeContext()
ADA, BOB, CY = (DESK.casebook.person(name) for name in ("ada", "bob", "cy"))
TO_BOB = Offer("e1", NOW, "ada", "bob", "please")
TO_BACK = Offer("e1", NOW, "ada", "", "please", "back")


def case(owner: str = "ada", offer: Offer | None = None, state: str = "working") -> Case:
    return Case("C-1", "T", Header(state=state, owner=owner, offer=offer), (), {}, Source("f", {}))


@pytest.mark.parametrize("state", ["new", "working", "solved"])
def test_a_case_that_is_not_closed_may_be_handled(state: str) -> None:
    check_not_closed(case(state=state), DESK.template("plain"))


@pytest.mark.parametrize("state", ["closed", "dropped"])
def test_a_closed_case_must_be_reopened_first(state: str) -> None:
    with pytest.raises(
        Refused, match=f"C-1 is {state.title()}: it is over\nhint: to take it up again: casectl reopen C-1"
    ):
        check_not_closed(case(state=state), DESK.template("plain"))


def test_the_owner_offers_and_where_nobody_owns_anybody_does() -> None:
    check_offer(case(), ADA, "bob")
    check_offer(case(owner=""), CY, "bob")
    check_offer(case(), ADA, "")


@pytest.mark.parametrize(
    ("given", "to", "said"),
    [
        (case("bob"), "cy", "C-1 belongs to bob, who alone can hand it over"),
        (case(offer=TO_BOB), "cy", "C-1 is offered to bob already"),
        (case(offer=TO_BACK), "cy", "C-1 is offered to back already"),
        (case(), "ada", "C-1 is with ada already"),
    ],
)
def test_nobody_else_offers_nor_twice_nor_to_the_owner(given: Case, to: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_offer(given, ADA, to)


def test_who_is_asked_accepts_or_anybody_of_the_team_that_is_asked() -> None:
    assert check_accept(case(offer=TO_BOB), BOB) == TO_BOB
    assert check_accept(case(offer=TO_BACK), CY) == TO_BACK


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        (None, "C-1 is not on offer"),
        (TO_BOB, "C-1 is offered to bob, not to cy"),
        (Offer("e1", NOW, "cy", "", "please", "back"), "cy offered C-1 and cannot accept it"),
        (Offer("e1", NOW, "ada", "", "please", "nowhere"), "C-1 is offered to team nowhere, and cy is not in it"),
    ],
)
def test_nobody_else_accepts(offer: Offer | None, said: str) -> None:
    with pytest.raises(Refused, match=said):
        check_accept(case(offer=offer), CY)


def test_both_sides_of_an_offer_may_end_it_and_nobody_else() -> None:
    for person in (ADA, BOB):
        assert check_return(case(offer=TO_BOB), person) == TO_BOB
        assert check_return(case(offer=TO_BACK), person) == TO_BACK
    with pytest.raises(Refused, match="the handoff of C-1 is between ada and bob"):
        check_return(case(offer=TO_BOB), CY)
    with pytest.raises(Refused, match="C-1 is not on offer"):
        check_return(case(), ADA)
