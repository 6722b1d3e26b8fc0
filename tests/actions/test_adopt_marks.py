"""adopt --refold takes a file with the marks of a conflict: both sides stay, whoever merged the text."""

from __future__ import annotations

import pytest

from casectl.actions.adopt import adopt
from casectl.actions.note import note
from casectl.core.case.compose import drift
from casectl.core.case.ids import case_path
from casectl.core.values.messages import CasectlError
from casectl.ports.recording import NewCommit
from tests.actions.cases import AT_ONCE
from tests.fakes.context import FakeContext


def _marked(context: FakeContext) -> str:
    """A case with two notes between marks, and a word for the customer that was edited on one side."""
    case = context.open()
    path = case_path(case)
    before = context.store.files[path]
    note(context.later(hours=1), case, "mine", AT_ONCE)
    ours = context.store.files[path].removeprefix(before)
    context.store.files[path] = before
    context.ledger.record(context.ledger.head(), [NewCommit({path: before}, "the other clone")], context.now)
    note(context.later(hours=1), case, "theirs", AT_ONCE)
    theirs = context.store.files[path].removeprefix(before)
    context.store.files[path] = before + b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> other\n"
    return case


@pytest.mark.parametrize("committed", [False, True])
def test_both_sides_between_the_marks_stay(context: FakeContext, committed: bool) -> None:
    case = _marked(context)
    if committed:
        context.commit(case)
    adopt(context, case, "merged by hand", AT_ONCE, refold=True)
    found = context.case(case)
    assert [event.kind for event in found.journal] == ["opened", "noted", "noted", "adopted"]
    assert [event.text("text") for event in found.journal[1:3]] == ["mine", "theirs"]
    assert drift(found, context.zone) == []


def test_without_refold_marks_are_refused(context: FakeContext) -> None:
    with pytest.raises(CasectlError, match="conflict markers"):
        adopt(context, _marked(context), "", AT_ONCE)
