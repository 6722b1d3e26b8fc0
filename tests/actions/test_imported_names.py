"""Names that only the source of an import knows stay in the imported case: merge and split do not hand them on."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions import followup
from casectl.actions.merge import merge
from casectl.actions.split import Part, split
from casectl.core.time.instants import plus
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext


def _renamed(context: FakeContext, case: str, key: str, name: str) -> None:
    """Somebody of the case gets a name that the casebook does not know, in its header and its journal."""
    for _ in range(2):
        context.rewrite(case, f"{key}: {name}", f"{key}: zoe")
    context.commit(case)


def test_what_was_planned_for_somebody_unknown_is_for_the_owner(context: FakeContext) -> None:
    first = context.open(owner="ada", received_at=plus(NOW, -timedelta(hours=1)))
    second = context.later(hours=2).open(owner="ada")
    for what, who in (("visit", "cy"), ("call", "bob")):
        at = plus(context.now, timedelta(hours=3))
        followup.add(context, first, followup.NewFollowUp(at, what, who), AT_ONCE)
    _renamed(context, first, "who", "cy")
    merge(context, first, second, "One parcel", AT_ONCE)
    planned = [(each.what, each.who) for each in context.case(second).header.follow_ups]
    assert planned == [("visit", "ada"), ("call", "bob")]


def test_a_part_is_owned_by_whoever_splits_the_case(context: FakeContext) -> None:
    case = context.open(owner="bob")
    _renamed(context, case, "owner", "bob")
    part = Part([("title", "The lid"), ("problem", "The lid is broken")], reason="Another product")
    assert split(context, case, part, AT_ONCE).case.header.owner == "ada"
