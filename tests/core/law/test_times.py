"""Nothing is dated in the future, before the case was received, or before the clock began that it stops."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.model import Event
from casectl.core.template.model import Field
from casectl.core.time.instants import plus
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Tree
from tests.core.law.desk import DESK, event, opened, said, verdicts
from tests.fakes.context import NOW

RECEIVED = plus(NOW, -timedelta(days=8))
RECEIPT: Tree = RECEIVED.isoformat()
EARLY = plus(RECEIVED, -timedelta(days=8))
TIMES = {"C091", "C092", "C093", "C095"}


def found(*acts: Event, imported: bool = False) -> list[tuple[int, str]]:
    """The number and the code of each fault of time in a case with these events after its opening."""
    journal = (opened("new", received_at=RECEIPT), *acts)
    return [(each.number, each.code) for each in verdicts(*journal, imported=int(imported)) if each.code in TIMES]


def act(kind: str, at: datetime, **data: Tree) -> Event:
    return replace(event(1, kind, **data), id=f"{kind}1", at=at)


@pytest.mark.parametrize("kind", [name for name, row in EVENT_KINDS.items() if name != "opened" and not row.is_derived])
def test_no_act_of_any_kind_is_dated_before_the_receipt(kind: str) -> None:
    """What two clocks may differ by is no fault."""
    assert found(act(kind, plus(RECEIVED, -timedelta(minutes=6)))) == [(1, "C093")]
    assert found(act(kind, plus(RECEIVED, -timedelta(minutes=4)))) == []


def test_an_answer_before_the_receipt_has_a_code_of_its_own() -> None:
    assert found(act("contacted", EARLY, direction="out")) == [(1, "C092")]
    assert found(act("contacted", EARLY, direction="in")) == [(1, "C093")]


def test_another_system_may_have_noted_something_before_it_took_the_complaint_in_but_answered_nothing() -> None:
    assert found(act("noted", EARLY), act("contacted", EARLY, direction="out"), imported=True) == [(2, "C092")]


@pytest.mark.parametrize(("state", "codes"), [("closed", ["C092"]), ("solved", ["C092"]), ("new", [])])
def test_a_case_that_came_with_an_import_was_not_over_before_it_was_received(state: str, codes: list[str]) -> None:
    """Found by use: a log whose first line closes the complaint a month before it came; it then had no deadline."""
    early = replace(opened(state, received_at=RECEIPT), at=EARLY)
    judged = verdicts(early, imported=1)
    assert [each.code for each in judged if each.code in TIMES] == codes


def test_an_act_that_was_taken_back_and_a_receipt_put_right_are_no_fault() -> None:
    assert found(act("noted", EARLY), act("undone", NOW, undoes="noted1")) == []
    earlier = plus(EARLY, -timedelta(days=1)).isoformat()
    assert found(act("noted", EARLY), act("changed", NOW, received_at=earlier)) == []


def test_a_receipt_put_right_to_after_what_was_done_is_the_fault_of_the_correction() -> None:
    later: Tree = plus(RECEIVED, timedelta(days=3)).isoformat()
    assert found(act("noted", RECEIVED), act("changed", NOW, received_at=later)) == [(2, "C093")]
    assert found(act("contacted", RECEIVED, direction="out"), act("changed", NOW, received_at=later)) == [(2, "C092")]


def test_nothing_has_happened_that_is_still_to_come() -> None:
    ahead = plus(NOW, timedelta(days=10))
    assert found(act("noted", ahead)) == [(1, "C091")]
    assert found(act("changed", NOW, received_at=ahead.isoformat())) == [(1, "C091"), (1, "C093")]


def test_no_clock_is_stopped_before_it_began() -> None:
    """One that counts from a date to come may be stopped as soon as it is recorded."""
    ends: Tree = {"answer": {"stopped": NOW.isoformat(), "met": "yes"}}
    begun: Tree = {"answer": {"due": plus(NOW, timedelta(days=2)).isoformat(), "from": NOW.isoformat()}}
    early = replace(event(1, "contacted", direction="out", clocks=ends), at=plus(NOW, -timedelta(hours=1)))
    journal = (opened(received_at=RECEIPT, clocks=begun), early)
    assert said(*journal) == [
        "2026-11-23T09:00:00+08:00 is too early: a clock cannot be met before it began; answer has only been"
        " running since 2026-11-23T10:00:00+08:00"
    ]
    to_come: Tree = {"answer": {"due": plus(NOW, timedelta(days=9)).isoformat(), "from": "2026-11-30T00:00:00Z"}}
    stops = event(1, "contacted", direction="out", clocks=ends)
    assert said(opened(received_at=RECEIPT, clocks=to_come), stops) == []


PAST = replace(
    DESK.template("plain"),
    fields=(
        Field("sent_on", "date", LocalizedText.of("Sent"), past=True),
        Field("rang_at", "instant", LocalizedText.of("Rang"), past=True),
        Field("by", "date", LocalizedText.of("By")),
    ),
)


@pytest.mark.parametrize(
    ("value", "is_fault"),
    [
        ({"sent_on": "2026-12-02"}, False),  # the day of the judgment
        ({"sent_on": "2026-12-03"}, True),
        ({"rang_at": "2026-12-02T10:04:00+08:00"}, False),
        ({"rang_at": "2026-12-02T02:06:00+00:00"}, True),
        ({"by": "2027-01-01"}, False),
        ({"sent_on": "soon"}, False),  # which is another finding
    ],
)
def test_a_date_that_can_only_be_past_is_not_to_come_when_it_is_recorded(
    value: dict[str, Tree], *, is_fault: bool
) -> None:
    """Whether the case is opened with it or it is set later; an event that touched another field is at no fault."""
    free: dict[str, Tree] = {"fields": {**value}}
    (name,) = value
    journals = (
        (opened(),),
        (opened(), event(1, "changed", changed=[f"fields.{name}"])),
        (opened(), event(1, "changed", changed=[f"fields.{name}"]), event(2, "changed", changed=["fields.other"])),
    )
    for journal, number in zip(journals, (0, 1, 1), strict=True):
        found = [each for each in verdicts(*journal, free=free, template=PAST) if each.code == "C113"]
        assert [each.number for each in found] == [number] * is_fault
