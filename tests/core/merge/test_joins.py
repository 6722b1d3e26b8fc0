"""Of two joins that exclude each other the earlier stands, whoever merges, and the complaint goes on in one case."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.merge import merge
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.core.case.compose import drift, read_case
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.time.instants import plus, to_seconds
from tests.actions.cases import AT_ONCE
from tests.core.merge.pairs import faults
from tests.fakes.context import NOW, FakeContext


def _clone() -> tuple[FakeContext, list[str]]:
    """A casebook with three cases; the first is received an hour before the others."""
    context = FakeContext()
    received = plus(NOW, -timedelta(hours=1))
    return context, [context.open(owner="ada", received_at=received), *(context.open(owner="ada") for _ in range(2))]


def _joined(number: int, case: int, into: int) -> tuple[FakeContext, list[str]]:
    """A clone of it in which somebody joins two cases, `number` minutes later."""
    context, cases = _clone()
    context.drawn = 1000 * number
    merge(context.by("cy").later(minutes=number), cases[case], cases[into], "one parcel", AT_ONCE)
    return context, cases


def _merged(one: FakeContext, other: FakeContext, case: str) -> Case:
    """The case as both merge it, which is lawful and alike."""
    base, path = _clone()[0].store.files[case_path(case)], case_path(case)
    texts = one.store.files[path], other.store.files[path]
    data = merged_file(one.documents, path, Sides(base, *texts), one.zone)[1]
    assert merged_file(one.documents, path, Sides(base, *reversed(texts)), one.zone)[1] == data
    found = read_case(one.documents.read(path, data))
    one.now = max(one.now, other.now, key=to_seconds)
    assert faults(one, found) == ()
    assert drift(found, one.zone) == []
    return found


@pytest.mark.parametrize("first_one", [0, 1])
def test_two_joins_in_opposite_directions(first_one: int) -> None:
    """One case is open, with the deadlines of the earlier receipt; the other is over and owes nothing."""
    one, cases = _joined(5, first_one, 1 - first_one)
    other, _ = _joined(7, 1 - first_one, first_one)
    over, goes_on = (_merged(one, other, cases[number]) for number in (first_one, 1 - first_one))
    assert (over.header.state, over.header.due, over.header.follow_ups) == ("joined", {}, ())
    expected = one.case(cases[1 - first_one])
    assert (goes_on.header.state, goes_on.tree["due"]) == (expected.header.state, expected.tree["due"])
    assert goes_on.header.closed_at is None
    assert to_seconds(goes_on.header.received_at or NOW) == to_seconds(plus(NOW, -timedelta(hours=1)))
    assert goes_on.header.links == expected.header.links
    assert goes_on.journal[-1].takes_back == (
        next(each.id for each in other.case(goes_on.id).journal if each.kind == "joined"),
    )


def test_one_case_into_two_others() -> None:
    """It is joined to that of the earlier join alone."""
    (one, cases), (other, _) = _joined(5, 0, 1), _joined(7, 0, 2)
    found = _merged(one, other, cases[0])
    assert (found.header.state, [each.case for each in found.header.links]) == ("joined", [cases[1]])
    assert found.journal[-1].takes_back == (other.case(cases[0]).journal[-1].id,)
