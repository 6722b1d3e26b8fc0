"""verify judges the whole history, once, and says again what it found."""

from __future__ import annotations

import pytest
from hypothesis import given

from casectl.actions.note import note
from casectl.actions.verify import verify
from casectl.core.case.ids import case_id, case_path
from casectl.core.values.errors import NotFound
from tests.actions.cases import AT_ONCE
from tests.core.cases import life
from tests.fakes.context import FakeContext


@given(life)
def test_what_the_verbs_recorded_is_sound(context: FakeContext) -> None:
    report = verify(context)
    assert [str(row.finding.what) for row in report.findings] == []
    assert report.commits == len(context.ledger.commits)


def test_only_what_is_new_is_looked_at_and_the_rest_is_said_again(context: FakeContext) -> None:
    case = context.open()
    note(context, case, "rang twice", AT_ONCE)
    context.rewrite(case, "rang twice", "never rang")
    context.commit(case)
    first = verify(context)
    assert [(row.finding.code, row.commit) for row in first.findings] == [("C063", context.ledger.commits[-1].oid)]
    note(context, case, "later", AT_ONCE)
    second = verify(context)
    assert (second.new, second.commits) == (1, first.commits + 1)
    assert [row.finding.code for row in second.findings] == ["C063"]
    assert verify(context, everything=True).new == second.commits


def test_only_the_cases_asked_for_are_shown(context: FakeContext) -> None:
    """One that never was is not found."""
    case, other = context.open(), context.open()
    context.rewrite(case, "owner: ada", "owner: bob")
    context.commit(case)
    assert [row.finding.code for row in verify(context, [case]).findings] == ["C050"]
    assert verify(context, [other]).findings == []
    with pytest.raises(NotFound):
        verify(context, [case_id("C", context.now, context.zone, b"\xff" * 5)])


def test_a_case_that_was_taken_out_is_still_asked_for(context: FakeContext) -> None:
    case = context.open()
    del context.store.files[case_path(case)]
    context.commit(case)
    assert [row.finding.code for row in verify(context, [case]).findings] == ["C065"]
