"""reconcile settles what a merge left undecided, in an event."""

from __future__ import annotations

import pytest

from casectl.actions.reconcile import Decision, reconcile
from casectl.core.case.compose import drift
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE
from tests.contracts.merges import Act, given, merged, titled
from tests.core.merge.pairs import faults
from tests.fakes.context import FakeContext


@pytest.fixture
def titles(context: FakeContext) -> str:
    """A case that has another title on either side."""
    return merged(context, context.by("cy").open(), titled("One"), titled("Another"))


@pytest.mark.parametrize(("other", "title"), [(False, "Another"), (True, "One")])
def test_a_value_is_kept_or_taken(context: FakeContext, titles: str, other: bool, title: str) -> None:
    reconcile(context, titles, Decision(other=other, reason="so it is"), AT_ONCE)
    case = context.case(titles)
    assert (case.title, case.header.conflicts) == (title, ())
    assert faults(context, case) == ()
    assert drift(case, context.zone) == []


def test_nothing_is_settled_twice(context: FakeContext, titles: str) -> None:
    reconcile(context, titles, Decision(reason="so it is"), AT_ONCE)
    with pytest.raises(Refused, match="waiting for a decision"):
        reconcile(context, titles, Decision(reason="so it is"), AT_ONCE)


def test_only_what_is_open_can_be_named(context: FakeContext, titles: str) -> None:
    with pytest.raises(NotFound, match="owner"):
        reconcile(context, titles, Decision(("owner",), reason="so it is"), AT_ONCE)


def test_it_takes_a_reason(context: FakeContext, titles: str) -> None:
    with pytest.raises(UsageError):
        reconcile(context, titles, Decision(), AT_ONCE)


def test_another_owner_takes_the_verb_for_it(context: FakeContext) -> None:
    """Which is named, with the name of the other side's owner."""
    case = merged(context, context.by("cy").open(), given("ada"), given("bob"))
    with pytest.raises(Refused) as refusal:
        reconcile(context, case, Decision(other=True, reason="so it is"), AT_ONCE)
    assert f"casectl assign {case} ada" in str(refusal.value.problems[0])
    reconcile(context, case, Decision(("owner",), reason="so it is"), AT_ONCE)
    assert context.case(case).header.conflicts == ()


def _decided(other: bool) -> Act:
    return lambda each, case: reconcile(each, case, Decision(other=other, reason="so it is"), AT_ONCE)


@pytest.mark.parametrize("mine", [False, True])
def test_what_two_people_decide_otherwise_is_to_be_decided_again(context: FakeContext, titles: str, mine: bool) -> None:
    """The later decision counts for now, also where it leaves the title as it is; then one decision ends it."""
    case = context.case(merged(context, titles, _decided(mine), _decided(not mine)))
    assert (case.title, [each.about for each in case.header.conflicts]) == ("Another" if mine else "One", ["title"])
    assert faults(context, case) == ()
    reconcile(context, titles, Decision(reason="agreed"), AT_ONCE)
    assert context.case(titles).header.conflicts == ()


@pytest.mark.parametrize("other", [False, True])
def test_what_two_people_decide_alike_is_decided(context: FakeContext, titles: str, other: bool) -> None:
    case = context.case(merged(context, titles, _decided(other), _decided(other)))
    assert (case.title, case.header.conflicts) == ("One" if other else "Another", ())
    assert faults(context, case) == ()
