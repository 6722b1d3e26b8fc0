"""A follow-up ends with what its template asks for; a promise is kept by its time, or said to be broken and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casectl.core.template.clock_rules import FollowUpRule
from casectl.core.time.instants import plus
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, event, opened, verdicts
from tests.fakes.context import NOW

RULES = tuple(
    FollowUpRule(name, "state:solved", "1d", "call", LocalizedText.of(name), asks=asks)
    for name, asks in (("plain", ""), ("call", "outcome"), ("survey", "score"))
)
ASKING = replace(DESK.template("plain"), follow_ups=RULES)
LATE, AHEAD = plus(NOW, -timedelta(hours=1)).isoformat(), plus(NOW, timedelta(days=20)).isoformat()


def said(follow_up: dict[str, Tree], **data: Tree) -> str:
    """What the law says of the event that ends a follow-up; "" for nothing."""
    planned: Tree = {"id": "f1", "at": AHEAD, "what": "it", "who": "ada", **follow_up}
    act = event(1, "followup_done", follow_up="f1", what="it", **data)
    found = verdicts(opened(follow_ups=[planned]), act, template=ASKING, since=1)
    return "; ".join(str(each.fault.what) for each in found if each.code == "C150")


KIND: dict[str, Tree] = {"kind": "promise"}


@pytest.mark.parametrize(
    ("follow_up", "data", "answer"),
    [
        ({}, {}, ""),
        ({}, {"result": "reached", "score": "5"}, ""),
        ({}, {"result": "kept"}, "kept is not a possible outcome of it"),
        ({}, {"result": "fine"}, "fine is not a possible outcome of it"),
        ({}, {"score": "6"}, "a score is a number from 1 to 5, not 6"),
        ({}, {"score": "²"}, "a score is a number from 1 to 5, not ²"),
        ({}, {"result": "not_reached", "score": "5"}, "there is no score if nobody was reached"),
        ({}, {"result": "reached", "again": AHEAD}, "--again is only for an outcome where nobody was reached"),
        ({}, {"result": "not_reached", "again": LATE}, "the next attempt cannot be earlier than this one"),
        ({"rule": "plain"}, {}, ""),
        ({"rule": "call"}, {}, "say whether the customer was reached"),
        ({"rule": "call"}, {"result": "not_reached"}, ""),
        ({"rule": "survey"}, {"result": "reached"}, "say how satisfied the customer is, from 1 to 5"),
        ({"rule": "survey"}, {"result": "not_reached"}, ""),
        ({"rule": "survey"}, {"result": "reached", "score": "1"}, ""),
        (KIND, {}, ""),
        (KIND, {"result": "kept"}, ""),
        (KIND, {"result": "reached"}, "reached is not a possible outcome of it"),
        (KIND, {"result": "broken"}, "say why it was not kept"),
        (KIND, {"result": "broken", "outcome": "the bank was closed"}, ""),
        ({**KIND, "at": LATE}, {}, ""),
        ({**KIND, "at": LATE}, {"result": "kept"}, "but was not kept by then"),
    ],
)
def test_how_a_follow_up_ends_is_held_against_what_it_is(
    follow_up: dict[str, Tree], data: dict[str, Tree], answer: str
) -> None:
    """A promise that is late may be done without a word, as ever; it is not called kept."""
    found = said(follow_up, **data)
    assert found.endswith(answer)
    assert bool(found) == bool(answer)
