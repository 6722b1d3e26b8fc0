"""Nothing is recorded over what somebody edited by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions.note import note
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.ids import case_path
from casectl.core.values.messages import NotFound, Refused, Unreadable
from tests.actions.recording.restless import state
from tests.actions.recording.verbs import VERBS
from tests.fakes.context import FakeContext


def in_a_commit(old: str, new: str) -> Callable[[FakeContext, str], object]:
    def edit(context: FakeContext, case: str) -> None:
        context.rewrite(case, old, new)
        context.commit(case)

    return edit


HAND_EDITS: list[tuple[Callable[[FakeContext, str], object], str]] = [
    (lambda context, case: context.rewrite(case, "problem: The", "problem: A"), "has changes that are not recorded"),
    (lambda context, case: context.rewrite(case, "state: new", "state: closed"), "has changes that are not recorded"),
    (lambda context, case: context.store.files.pop(case_path(case)), "is not in the work tree|not recorded"),
    (lambda context, _: context.ledger.commits.clear(), "has changes that are not recorded"),
    (in_a_commit("state: new", "state: closed"), "state is closed, but the journal says new"),
    (in_a_commit("id: C-2611-00000001X", "id: C-2611-000000024"), "contains a different id"),
]


@pytest.mark.parametrize(("edit", "said"), HAND_EDITS)
@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_recorded_over_a_hand_edit(edit: Callable[[FakeContext, str], object], said: str, verb: str) -> None:
    context = FakeContext()
    case = context.open()
    context.open()
    edit(context, case)
    before = state(context)
    with pytest.raises((Refused, NotFound), match=said):
        VERBS[verb](context, case, EventStamp())
    assert state(context) == before


def test_line_ends_that_a_checkout_turned_are_no_hand_edit() -> None:
    context = FakeContext()
    case = context.open()
    context.store.files[case_path(case)] = context.store.files[case_path(case)].replace(b"\n", b"\r\n")
    note(context, case, "x", EventStamp())
    assert b"\r" not in context.store.files[case_path(case)]


def test_a_recorded_file_that_cannot_be_read_is_said_so() -> None:
    context = FakeContext()
    case = context.open()
    context.store.files[case_path(case)] = b"a: !tag b\n"
    context.commit(case)
    with pytest.raises(Unreadable, match=r"C-2611-00000001X.yaml:1:"):
        note(context, case, "x", EventStamp())
