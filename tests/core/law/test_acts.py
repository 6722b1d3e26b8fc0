"""What was recorded together is taken back together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from casectl.core.case.model import Event
from casectl.core.values.tree import Tree
from tests.core.law.desk import event, opened, verdicts

RAISED = event(1, "escalated", level="2")
OFFERED = replace(event(2, "offered", to="bob", giver="ada", act="event1"), at=RAISED.at)


def undone(number: int, undoes: str, **data: Tree) -> Event:
    return replace(event(3, "undone", undoes=undoes, **data), id=f"undo{number}")


def codes(*journal: Event) -> list[tuple[str, str]]:
    return [(each.event, each.code) for each in verdicts(opened(), *journal) if each.code in ("C049", "C105", "C103")]


def test_an_act_is_taken_back_whole_or_not_at_all() -> None:
    """Its last event first; half of it is a fault, whichever half it is."""
    both = (undone(1, "event2"), undone(2, "event1", act="undo1"))
    assert codes(RAISED, OFFERED, *both) == []
    assert codes(RAISED, OFFERED, undone(1, "event2")) == [("undo1", "C105")]
    assert codes(RAISED, OFFERED, undone(1, "event1")) == [("undo1", "C049"), ("undo1", "C105")]
    assert codes(RAISED, OFFERED, undone(1, "event2"), replace(both[1], data={"undoes": "event1"})) == [
        ("undo1", "C105")
    ]


@pytest.mark.parametrize(
    "second",
    [
        replace(OFFERED, at=event(2, "noted").at),
        replace(OFFERED, data={**OFFERED.data, "act": "event0"}),
        replace(OFFERED, data={**OFFERED.data, "act": "event9"}),
        replace(OFFERED, data={**OFFERED.data, "via": "cy"}),
    ],
)
def test_only_what_was_recorded_together_is_an_act(second: Event) -> None:
    """Nobody makes an event part of another one's act, so that it cannot be undone alone."""
    assert ("event2", "C103") in codes(RAISED, second)


def test_events_without_a_mark_are_acts_of_their_own() -> None:
    """As in journals from before there was one."""
    journal = (RAISED, replace(OFFERED, data={"to": "bob", "giver": "ada"}))
    assert codes(*journal, undone(1, "event2")) == []


@pytest.mark.parametrize("given", [("survey_answered", {"score": "1"}), ("survey_answered", {"text": "Slow"}),
                                   ("followup_done", {"follow_up": "f1", "score": "1"})])  # fmt: skip
def test_what_a_customer_answered_is_taken_back_by_who_never_had_the_case(given: tuple[str, dict[str, Tree]]) -> None:
    """Not even the own entry by somebody who had it, and also a colleague's by somebody who had not."""
    answered = event(1, given[0], **given[1])
    assert ("undo1", "C049") in codes(answered, undone(1, "event1"))
    by_bob = replace(undone(1, "event1"), by="bob")
    assert codes(answered, by_bob) == []
    assert ("undo1", "C049") in codes(answered, replace(by_bob, data={"undoes": "event1", "via": "ada"}))
    gone = event(1, "survey_answered", declined="yes")
    assert codes(gone, undone(1, "event1")) == []
