"""link relates two cases, and --remove ends that."""

from __future__ import annotations

from casectl.actions.advance import advance
from casectl.actions.check import check
from casectl.actions.link import link, unlink
from casectl.actions.recording.field_changes import FieldChanges
from casectl.core.case.model import Link
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import TEMPLATE, FakeContext


def test_links_are_made_and_taken_back(context: FakeContext) -> None:
    case, other = context.open(), context.open()
    assert link(context, case, "part-of", other, AT_ONCE).case.header.links == (Link("part-of", other),)
    with refused(context, Refused, f"{case} is part of {other} already"):
        link(context, case, "part-of", other, AT_ONCE)
    with refused(context, Refused, f"{case} is not related to {other}"):
        unlink(context, case, "related", other, AT_ONCE)
    assert unlink(context, case, "part-of", other, AT_ONCE).case.header.links == ()
    with refused(context, UsageError, "a case cannot be linked to itself"):
        link(context, case, "related", case, AT_ONCE)
    with refused(context, NotFound, "there is no case nowhere"):
        link(context, case, "related", "nowhere", AT_ONCE)


def test_no_case_is_made_a_part_of_itself_and_check_finds_one_that_is(context: FakeContext) -> None:
    """Found by use (G19). Two wholes, and a part of a part, are no circle; nor is another type of link."""
    one, two, three = context.open(), context.open(), context.open()
    for part, whole in ((one, two), (two, three), (one, three)):
        link(context, part, "part-of", whole, AT_ONCE)
    for part in (two, three):
        with refused(context, Refused, f"{part} cannot be part of {one}, which is part of {part}"):
            link(context, part, "part-of", one, AT_ONCE)
    link(context, three, "related", one, AT_ONCE)
    assert [each.code for each in check(context).findings] == []
    for _ in ("header", "journal"):
        context.rewrite(three, "related", "part-of")
    assert [each.code for each in check(context).findings if each.code == "C082"] == ["C082"] * 3


def test_a_whole_is_not_finished_before_its_parts_where_the_template_says_so() -> None:
    """Found by use (G19). By the verb, and, where a link was taken out of the file for it, by check."""
    guarded = TEMPLATE.replace("guards: [reason_given]", "guards: [reason_given, parts_closed]")
    assert guarded != TEMPLATE
    context = FakeContext(templates={"plain": guarded})
    whole, part = context.open(), context.open()
    link(context, part, "part-of", whole, AT_ONCE)
    dropped = FieldChanges(reason="Wrong number")
    with refused(context.by("cy"), Refused, f"first finish the parts of this case: {part}"):
        advance(context, whole, "dropped", dropped, AT_ONCE)
    unlink(context, part, "part-of", whole, AT_ONCE)
    advance(context, whole, "dropped", dropped, AT_ONCE)
    assert [each.code for each in check(context).findings] == []
    link(context, part, "part-of", whole, AT_ONCE)
    assert [each.code for each in check(context).findings] == ["C119"]
