"""What is owed in a case is one list, whatever kind it is of."""

from __future__ import annotations

from datetime import UTC, datetime

from casectl.core.case.model import FollowUp, Header, Offer
from casectl.core.case.owed import Owed, owed_in


def at(hour: int) -> datetime:
    return datetime(2026, 11, 21, hour, tzinfo=UTC)


def test_deadlines_and_follow_ups_are_owed_in_the_order_of_time() -> None:
    """A deadline by the owner, a follow-up by whoever it was planned for."""
    header = Header(
        owner="ada",
        due={"resolve": at(12), "answer": at(9)},
        provisional=("answer",),
        follow_ups=(FollowUp("f1", at(10), "callback", "bo", "ring", "after five"),),
    )
    assert [*map(repr, owed_in(header))] == [
        repr(each)
        for each in (
            Owed("deadline", "answer", at(9), "ada", provisional=True),
            Owed("follow-up", "callback", at(10), "bo", "f1", "ring", "after five"),
            Owed("deadline", "resolve", at(12), "ada"),
        )
    ]


def test_until_a_handoff_is_accepted_who_offered_it_owes_the_deadlines() -> None:
    """Also where the case has no owner meanwhile."""
    header = Header(due={"answer": at(9)}, offer=Offer("e1", at(8), by="bo", to="chen", reason=""))
    assert [each.who for each in owed_in(header)] == ["bo"]


def test_nothing_is_owed_in_a_case_without_deadlines_and_follow_ups() -> None:
    """As in one that is closed."""
    assert owed_in(Header(owner="ada")) == []
