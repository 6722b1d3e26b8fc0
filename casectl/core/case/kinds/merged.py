"""What came of two histories of one case that were merged, and what somebody decided where no rule did."""

from __future__ import annotations

from casectl.core.case.kinds.kind import (
    CHANGED,
    CONFLICTS,
    EVENT,
    EVENTS,
    FIELDS,
    FOLLOW_UPS,
    INSTANT,
    LEVEL,
    REASON,
    SIDES,
    STATE,
    Detail,
    EventKind,
    Sum,
)
from casectl.core.case.model import MERGED as NAME
from casectl.core.case.model import RECONCILED as SETTLING
from casectl.core.case.model import Conflict, Event
from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import list_of, mapping_of, text_of


def _merge(found: Sum, event: Event) -> None:
    if state := event.text("state"):
        closed = event.text("closed_at")
        found["state"], found["closed_at"] = state, parse_instant(closed) if closed else None
    open_ones = found.get("conflicts", ())
    added = (text_of(mapping_of(each).get("about")) for each in list_of(event.data.get("conflicts")))
    found["conflicts"] = (*open_ones, *(Conflict(name, event.id) for name in added if name))


def _settle(found: Sum, event: Event) -> None:
    names, merge = {text_of(each) for each in list_of(event.data.get("about"))}, event.text("merge")
    found["conflicts"] = tuple(
        each for each in found.get("conflicts", ()) if each.event != merge or each.about not in names
    )


MERGED = EventKind(
    NAME,
    msg("merged"),
    msg("two versions of the case were merged, and their clocks, owner or state depend on each other"),
    may_be_undone=False,
    is_derived=True,
    details={
        "sides": Detail(SIDES, msg("the events that only one of the two versions had, listed as first and second")),
        "state": Detail(STATE, msg("the state that counts, if that is not the one of the last step")),
        "closed_at": Detail(INSTANT, msg("when that state was entered, if it is a closed one")),
        "level": Detail(LEVEL, msg("the higher one of two levels")),
        "cancels": Detail(FOLLOW_UPS, msg("the follow-ups that were ended in one version and passed on in the other")),
        "falls_away": Detail(
            EVENTS,
            msg("what the later of two merges into another case had recorded; only the earlier merge counts"),
        ),
        "conflicts": Detail(
            CONFLICTS,
            msg(
                "what the merge could not decide: the field or key (about), the value used for now (kept), and"
                " the value of the other side"
            ),
        ),
    },
    effect=_merge,
    summary=(msg("to be decided: {conflicts}"),),
    rules=("as_merged",),
)

RECONCILED = EventKind(
    SETTLING,
    msg("conflict settled"),
    msg("somebody decided what a merge had left undecided"),
    may_be_undone=True,
    details={
        "merge": Detail(EVENT, msg("the event of the merge")),
        "about": Detail(FIELDS, msg("what was decided")),
        "changed": CHANGED,
        "reason": REASON,
    },
    effect=_settle,
    summary=(Message("{about}"),),
    rules=("settles", "of_a_colleague"),
)
