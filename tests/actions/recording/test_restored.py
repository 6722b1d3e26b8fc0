"""What a commit took out of a case, or altered, is brought back by a merge of the versions (adopt --refold)."""

from __future__ import annotations

import pytest

from casectl.actions.adopt import adopt
from casectl.actions.check import check
from casectl.actions.escalate import escalate
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.set_ import set_fields
from casectl.core.case.compose import drift
from casectl.core.case.ids import case_path
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE
from tests.contracts.test_event_details import FORM
from tests.fakes.context import FakeContext


@pytest.fixture
def stale(context: FakeContext) -> str:
    """A case of which an editor saved an old version over two events, which was committed, and worked on since."""
    case = context.open()
    note(context, case, "rang once", AT_ONCE)
    old = context.store.files[case_path(case)]
    note(context, case, "rang twice", AT_ONCE)
    set_fields(context, case, FieldChanges([("cause", "a lid")]), AT_ONCE)
    context.store.files[case_path(case)] = old.replace(b"title: The", b"# as she said\ntitle: A")
    context.commit(case)
    note(context.later(hours=1), case, "rang again", AT_ONCE)
    return case


def test_lost_events_come_back_beside_what_came_since(context: FakeContext, stale: str) -> None:
    """In the order in which they were recorded, with the values that they changed; the edit and its comment stay."""
    later = context.later(hours=2)
    receipt = adopt(later, stale, "", AT_ONCE, refold=True)
    case = context.case(stale)
    assert [event.kind for event in case.journal] == ["opened", "noted", "noted", "changed", "noted", "adopted"]
    assert [event.text("text") for event in case.journal if event.kind == "noted"] == [
        "rang once", "rang twice", "rang again",
    ]  # fmt: skip
    assert (case.title[:2], case.fields["cause"]) == ("A ", "a lid")
    assert b"# as she said\n" in case.source.data
    assert receipt.events[0].data["restored"] == [event.id for event in case.journal[2:4]]
    assert drift(case, context.zone) == []
    assert [each for each in check(later).findings if each.code in ("C050", "C062", "C063")] == []


def test_an_altered_event_is_as_it_was_recorded(context: FakeContext) -> None:
    """And the header follows from it again."""
    case = context.open()
    escalate(context, case, 3, FORM, AT_ONCE)
    context.rewrite(case, "level: 3", "level: 2")
    context.rewrite(case, "    level: 3", "    level: 2")
    context.commit(case)
    adopt(context.later(hours=1), case, "", AT_ONCE, refold=True)
    found = context.case(case)
    assert (found.header.level, drift(found, context.zone)) == (3, [])


def test_where_nothing_was_lost_nothing_is_recorded(context: FakeContext) -> None:
    """It is refused, as without `refold`."""
    case = context.open()
    note(context, case, "rang", AT_ONCE)
    with pytest.raises(Refused, match="has no hand edit to adopt"):
        adopt(context, case, "", AT_ONCE, refold=True)
