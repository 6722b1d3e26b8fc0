"""Rules of an event's form: only details of its kind, by people of the casebook, recorded by whom it may be."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.kinds.kind import OWN_CASES
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.values.messages import msg


def has_undeclared(kind: str, details: Collection[str]) -> bool:
    """Whether an event of a kind has details that the kind does not declare."""
    return bool(_undeclared(kind, details))


def declared(moment: Moment) -> Iterator[Fault]:
    """An event has no detail that its kind does not declare, so that a note gives a case to nobody."""
    event = moment.event
    for name in _undeclared(event.kind, event.data):
        what = msg("event {kind} has a detail that its kind does not have: {name}", kind=event.kind, name=name)
        yield Fault(what, path=(name,))


def _undeclared(kind: str, details: Collection[str]) -> list[str]:
    """The details of a kind that a newer casectl has are not known here."""
    row = EVENT_KINDS.get(kind)
    return [each for each in details if each not in row.details and each not in OWN_CASES] if row else []


def known_people(moment: Moment) -> Iterator[Fault]:
    """Who acts is in the casebook, and so is who recorded it, if that was somebody else, who may do that."""
    book, people = moment.in_force.casebook, moment.in_force.people
    if not people:
        return
    by, via = moment.event.by, moment.event.text("via")
    if by in people and not via:
        return
    for key, name in (("by", by), ("via", via)):
        if name and name not in people:
            yield Fault(msg("{name} is not a person in casectl.yaml", name=name), path=(key,))
    if via in people and via != by and not book.may(people[via], "act_as"):
        yield Fault(
            msg("{author} may not record for {other}", author=via, other=by),
            hint=msg("a role with may: [act_as] in casectl.yaml allows --as"),
            path=("via",),
        )
