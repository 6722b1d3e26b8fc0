"""An editor left open saves an old version over newer events: adopt keeps these, and what was edited (G13)."""

from __future__ import annotations

import pytest

from casectl.actions.adopt import adopt
from casectl.actions.check import check
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.set_ import set_fields
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.values.messages import Refused
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


@pytest.fixture
def stale(context: FakeContext) -> str:
    """A case whose file is as it was before the last two events, one of which changed a field."""
    case = context.open()
    note(context, case, "rang once", AT_ONCE)
    old = context.store.files[case_path(case)]
    note(context, case, "rang twice", AT_ONCE)
    set_fields(context, case, FieldChanges([("cause", "a lid")]), AT_ONCE)
    context.store.files[case_path(case)] = old
    return case


def recorded(context: FakeContext, case: str) -> Case:
    assert context.store.files[case_path(case)] == context.ledger.blob(case_path(case))
    return context.case(case)


@pytest.mark.parametrize("refold", [False, True])
def test_a_free_edit_and_the_newer_events_are_both_kept(context: FakeContext, stale: str, refold: bool) -> None:
    context.rewrite(stale, "title: The", "# as she said\ntitle: A")
    found = [str(each.what) for each in check(context).findings if each.code == "C062"]
    assert len(found) == 2
    assert all(f"casectl adopt {stale}" in each for each in found)
    receipt = adopt(context, stale, "she rang", AT_ONCE, refold=refold)
    case = recorded(context, stale)
    assert [event.kind for event in case.journal] == ["opened", "noted", "noted", "changed", "adopted"]
    assert case.title.startswith("A ")
    assert case.fields["cause"] == "a lid"
    assert b"# as she said\n" in case.source.data
    assert receipt.events[0].data["changed"] == ["title"]
    assert "2 newer events are kept, and so is the edit" in " ".join(map(str, receipt.notes))
    assert [each for each in check(context).findings if each.code in ("C050", "C062", "C063")] == []


def test_a_value_that_changed_in_both_is_not_decided_silently(context: FakeContext, stale: str) -> None:
    context.rewrite(stale, "fields:\n", "fields:\n  cause: the box\n")
    with pytest.raises(Refused, match=r"was saved from an older version, and fields\.cause changed in both") as error:
        adopt(context, stale, "", AT_ONCE)
    assert str(error.value.hint) == f"git checkout -- {case_path(stale)}, then edit it again"


def test_an_older_version_without_an_edit_has_nothing_to_adopt(context: FakeContext, stale: str) -> None:
    with pytest.raises(Refused, match="an older version, with no edit to adopt"):
        adopt(context, stale, "", AT_ONCE)


@pytest.mark.parametrize(
    ("old", "new"), [("rang once", "never rang"), ("state: new", "state: working"), ("owner: ada", "owner: bob")]
)
def test_more_than_a_free_edit_is_refused_as_before(context: FakeContext, stale: str, old: str, new: str) -> None:
    """An altered event, or a header: nobody knows what was meant."""
    context.rewrite(stale, old, new)
    with pytest.raises(Refused, match=r"the journal of .* was edited by hand"):
        adopt(context, stale, "", AT_ONCE)
