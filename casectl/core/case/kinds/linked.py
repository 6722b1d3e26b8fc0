"""Events that relate a case to another one."""

from __future__ import annotations

from casectl.core.case.kinds.kind import CASE, LINK, Detail, EventKind, Sum
from casectl.core.case.model import Event, Link
from casectl.core.values.messages import msg


def _link(found: Sum, event: Event) -> None:
    link = Link(event.text("type"), event.text("case"))
    links = found.get("links", ())
    found["links"] = links if link in links else (*links, link)


def _unlink(found: Sum, event: Event) -> None:
    gone = Link(event.text("type"), event.text("case"))
    found["links"] = tuple(link for link in found.get("links", ()) if link != gone)


LINKED = EventKind(
    "linked",
    msg("linked"),
    msg("the case was related to another one"),
    may_be_undone=True,
    details={
        "type": Detail(LINK, msg("duplicate-of, follow-up-of, part-of or related")),
        "case": Detail(CASE, msg("the other case")),
    },
    effect=_link,
    subject="{type} {case}",
)

UNLINKED = EventKind(
    "unlinked",
    msg("unlinked"),
    msg("a link was removed"),
    may_be_undone=True,
    details={"type": Detail(LINK, msg("the link's type")), "case": Detail(CASE, msg("the other case"))},
    effect=_unlink,
    subject="{type} {case}",
)
