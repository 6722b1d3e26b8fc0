"""verify judges the whole history, once, and says again what it found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from casectl.actions.checking.places import Places
from casectl.actions.note import note
from casectl.actions.verify import verify
from casectl.core.case.ids import case_id, case_path
from casectl.core.history.commit import Commit
from casectl.core.history.step import Breach
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.tree import leaves
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


@settings(max_examples=3)
@given(life)
def test_a_place_in_an_event_is_the_strict_readers(context: FakeContext) -> None:
    """Also where the journal is not written as casectl writes it, and the whole file is read for it."""
    for id in context.case_ids()[:2]:
        path, journal = case_path(id), context.case(id).journal
        data = context.store.files[path]
        for text in (data, data.replace(b"\n  ", b"\n    ")):
            context.store.files[path] = text
            context.commit(id)
            places, source = Places(context, context.ledger.commits[-1].oid), context.documents.read(path, text)
            for number, event in enumerate(journal):
                for where in ((), ("by",), ("not", "there"), *(leaf for leaf, _ in leaves(dict(event.data)))):
                    breach = Breach(Commit("", "", context.now), path, "C063", msg("x"), event.id, where)
                    assert places.finding(breach).place == source.place("journal", number, *where)


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
