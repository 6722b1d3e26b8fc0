"""link relates two cases, and --remove ends that."""

from __future__ import annotations

from casectl.actions.check import check
from casectl.actions.link import link, unlink
from casectl.core.case.model import Link
from casectl.core.values.errors import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


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
