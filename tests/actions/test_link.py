"""link relates two cases, and --remove ends that."""

from __future__ import annotations

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
