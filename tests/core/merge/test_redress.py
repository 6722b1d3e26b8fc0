"""Redress that two clones handled, neither knowing of the other: nobody is offered or paid it twice unseen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.actions.redress import Offer, accept, offer, pay, refuse
from casectl.core.case.compose import drift, read_case
from casectl.core.case.ids import case_path
from casectl.core.time.instants import to_seconds
from tests.actions.cases import AT_ONCE
from tests.core.merge.pairs import faults
from tests.fakes.context import FakeContext

Act = Callable[[FakeContext, str], object]


def _offers(amount: str) -> Act:
    return lambda context, case: offer(context, case, Offer("refund", amount), AT_ONCE)


def _accepts(context: FakeContext, case: str) -> object:
    return accept(context, case, "refund", AT_ONCE)


def _pays(context: FakeContext, case: str) -> object:
    _accepts(context, case)
    return pay(context, case, "refund", "", AT_ONCE)


def _refuses(context: FakeContext, case: str) -> object:
    return refuse(context, case, "refund", "She wants another one", AT_ONCE)


def _clone(number: int = 0, act: Act | None = None) -> tuple[FakeContext, str]:
    """A clone of a casebook with one case and an offer, in which somebody acts, some minutes later."""
    context = FakeContext()
    case = context.open(owner="ada")
    _offers("40 CNY")(context, case)
    context.drawn = 1000 * number
    if act:
        act(context.by(("ada", "cy")[number - 1]).later(minutes=number), case)
    return context, case


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        (_offers("20 CNY"), _offers("30 CNY"), ["redress"]),
        (_pays, _pays, ["redress.OFFER"]),
        (_accepts, _refuses, ["redress.OFFER"]),
        (_accepts, _accepts, []),
        (_pays, _offers("20 CNY"), []),
    ],
)
def test_what_both_did_with_redress_is_to_be_decided(one: Act, other: Act, about: list[str]) -> None:
    """Where both offered it, or recorded of one offer what does not go together; the same whoever merges."""
    (base, case), (first, _), (second, _) = _clone(), _clone(1, one), _clone(2, other)
    path = case_path(case)
    texts = [each.store.files[path] for each in (base, first, second)]
    data = merged_file(first.documents, path, Sides(*texts), first.zone)[1]
    assert merged_file(first.documents, path, Sides(texts[0], texts[2], texts[1]), first.zone)[1] == data
    found = read_case(first.documents.read(path, data))
    first.now = max(first.now, second.now, key=to_seconds)
    assert (faults(first, found), drift(found, first.zone)) == ((), [])
    offered = next(each.id for each in found.journal if each.kind == "redress_offered")
    assert [each.about for each in found.header.conflicts] == [each.replace("OFFER", offered) for each in about]
