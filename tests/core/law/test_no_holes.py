"""What the law says of an event that lacks what its kind has is a whole sentence: nothing in it is empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.law.in_force import InForce
from casectl.core.law.judging import judge
from casectl.core.law.walking import Evidence
from casectl.core.time.instants import plus
from casectl.core.values.messages import Message
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, READY, case_of, event, opened, said
from tests.fakes.context import NOW


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_no_sentence_has_a_hole(kind: str) -> None:
    """Whichever of its details is there without a value, or alone, or none."""
    force = InForce.of(DESK.casebook, DESK.template("plain"), DESK.rule_set("plain", {}))
    names = EVENT_KINDS[kind].details
    some: list[dict[str, Tree]] = [{}]
    for name in names:
        some += [{name: ""}, {name: ["answer"]}] if name == "clock" else [{name: ""}]
    for data in some:
        case = case_of(opened(), event(1, kind, "ada", **data))
        found = judge(case, lambda *_: force, Evidence({**READY}, plus(NOW, timedelta(days=9)), imported=0), 1)
        told = [each for verdict in found.verdicts for each in (verdict.fault.what, *verdict.fault.problems)]
        for message in (*told, *(each.why for each in found.unjudged)):
            assert "" not in _values(message), str(message)


def _values(message: Message) -> Iterator[object]:
    for value in message.values.values():
        if isinstance(value, Message):
            yield from _values(value)
        else:
            yield value


@pytest.mark.parametrize("kind", ["paused", "resumed", "extended", "restarted", "overridden"])
def test_what_is_done_to_a_clock_says_to_which(kind: str) -> None:
    assert "the event does not say which clock it is about" in said(opened(), event(1, kind, "bob"))


def test_an_extension_says_by_how_long() -> None:
    """By a length or until a time; that is a fault, and not only what could not be checked."""
    [what] = said(opened(), event(1, "extended", "bob", clock=["answer"]))
    assert what == (
        "the event does not say by how long the clock is extended, or until when"
        " [casectl extend C-1 CLOCK --by LENGTH --reason TEXT]"
    )
