"""What was done about a case is not dated before the case was received."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from casectl.core.case.event import Event
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.checks.times import time_problems
from casectl.core.template.model import Workflow
from casectl.core.time.instants import plus
from casectl.core.values.tree import Tree

RECEIVED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
RECEIPT: Tree = "2026-03-02T09:00:00+00:00"


def found(*acts: Event, source: bool = False) -> Iterator[tuple[int, str]]:
    """The number and the code of each problem of a case with these events after its opening."""
    imported: dict[str, Tree] = {"source": {"name": "old", "id": "1"}} if source else {}
    opened = Event(
        "op01", plus(NOW, -timedelta(days=1)), "ada", "opened", {"to": "new", "received_at": RECEIPT, **imported}
    )
    return ((each.number, each.code) for each in time_problems((opened, *acts), Workflow("new", (), ()), NOW, UTC))


def act(kind: str, at: datetime, **data: Tree) -> Event:
    return Event(f"{kind}1", at, "ada", kind, data)


@pytest.mark.parametrize("kind", [kind for kind in EVENT_KINDS if kind != "opened"])
def test_no_act_of_any_kind_is_dated_before_the_receipt(kind: str) -> None:
    """What two clocks may differ by is no fault."""
    assert [*found(act(kind, plus(RECEIVED, -timedelta(minutes=6))))] == [(1, "C093")]
    assert [*found(act(kind, plus(RECEIVED, -timedelta(minutes=4))))] == []


def test_an_answer_before_the_receipt_has_a_code_of_its_own() -> None:
    assert [*found(act("contacted", plus(RECEIVED, -timedelta(days=8)), direction="out"))] == [(1, "C092")]
    assert [*found(act("contacted", plus(RECEIVED, -timedelta(days=8)), direction="in"))] == [(1, "C093")]


def test_another_system_may_have_noted_something_before_it_took_the_complaint_in_but_answered_nothing() -> None:
    early = plus(RECEIVED, -timedelta(days=8))
    assert [*found(act("noted", early), act("contacted", early, direction="out"), source=True)] == [(2, "C092")]


def test_an_act_that_was_taken_back_and_a_receipt_put_right_are_no_fault() -> None:
    early = plus(RECEIVED, -timedelta(days=8))
    assert [*found(act("noted", early), act("undone", NOW, undoes="noted1"))] == []
    earlier: Tree = "2026-02-20T09:00:00+00:00"
    assert [*found(act("noted", early), act("changed", NOW, received_at=earlier))] == []
    later: Tree = "2026-03-05T09:00:00+00:00"
    assert [*found(act("noted", RECEIVED), act("changed", NOW, received_at=later))] == [(1, "C093")]
