"""split takes a second complaint out of a case, as a part of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.lookup.case_links import open_parts
from casectl.actions.merge import merge
from casectl.actions.split import Part, split
from casectl.core.case.compose import drift
from casectl.core.case.model import Link
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.core.merge.pairs import faults
from tests.fakes.context import NOW, TEMPLATE, FakeContext

PART = Part([("title", "The lid"), ("problem", "The lid is broken")], reason="Another product")


@pytest.fixture
def whole(context: FakeContext) -> str:
    """A case that was received an hour ago, of level 2."""
    received = plus(NOW, -timedelta(hours=1))
    return context.open([("tags", ["glass", "red"]), ("channel", "mail")], 2, "bob", received)


def test_a_part_has_what_the_case_has_and_clocks_of_its_own(context: FakeContext, whole: str) -> None:
    """But for what is said of it; the case itself stays as it was."""
    before = context.case(whole)
    part = split(context, whole, PART, AT_ONCE).case
    assert part.header.links == (Link("part-of", whole),)
    assert (part.title, part.fields["problem"]) == ("The lid", "The lid is broken")
    assert part.fields["tags"] == ["glass", "red"]
    assert (part.header.owner, part.header.level) == ("bob", 2)
    assert part.header.received_at
    assert to_seconds(part.header.received_at) == to_seconds(plus(NOW, -timedelta(hours=1)))
    assert {*part.header.due} == {*before.header.due}
    assert part.journal[-1].text("text") == "Another product"
    assert (faults(context, part), drift(part, context.zone)) == ((), [])
    assert context.case(whole).tree == before.tree
    assert open_parts(context, whole) == [part.id]


def test_a_part_of_another_template_has_the_fields_that_this_knows(context: FakeContext, whole: str) -> None:
    other = TEMPLATE.replace("template: plain", "template: other")
    context.store.files["templates/other.yaml"] = other.replace("phone: Phone, mail: Mail", "phone: Phone").encode()
    part = split(context, whole, Part([("title", "The lid")], "other", "Another team"), AT_ONCE).case
    assert part.header.template == "other"
    assert part.fields["channel"] == "phone"
    assert part.fields["tags"] == ["glass", "red"]


def test_the_two_are_joined_again_in_one_step(context: FakeContext, whole: str) -> None:
    part = split(context, whole, PART, AT_ONCE).case.id
    merge(context, part, whole, "one after all", AT_ONCE)
    assert open_parts(context, whole) == []
    assert faults(context, context.case(whole)) == ()


def test_it_takes_a_reason_and_what_is_required(context: FakeContext, whole: str) -> None:
    with refused(context, UsageError):
        split(context, whole, Part([("title", "The lid")]), AT_ONCE)
    text = TEMPLATE.replace("template: plain", "template: other").replace(
        "problem: {type: text, title: Problem", "fault: {type: text, title: Fault"
    )
    context.store.files["templates/other.yaml"] = text.encode()
    with refused(context, Refused, "fault"):
        split(context, whole, Part([("title", "The lid")], "other", "Another team"), AT_ONCE)
