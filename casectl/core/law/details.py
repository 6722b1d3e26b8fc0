"""Rules of an event's form: only details of its kind, by people of the casebook, recorded by whom it may be."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.kinds.kind import OWN_CASES
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.values.messages import msg


def declared(moment: Moment) -> Iterator[Fault]:
    """An event has no detail that its kind does not declare, so that a note gives a case to nobody.

    The details of a kind that a newer casectl has are not known here.
    """
    kind = EVENT_KINDS.get(moment.event.kind)
    if kind is None:
        return
    for name in moment.event.data:
        if name not in kind.details and name not in OWN_CASES:
            what = msg("event {kind} has a detail that its kind does not have: {name}", kind=kind.name, name=name)
            yield Fault(what, path=(name,))


def known_people(moment: Moment) -> Iterator[Fault]:
    """Who acts is in the casebook, and so is who recorded it, if that was somebody else, who may do that."""
    book, people = moment.in_force.casebook, moment.in_force.people
    if not people:
        return
    by, via = moment.event.by, moment.event.text("via")
    for key, name in (("by", by), ("via", via)):
        if name and name not in people:
            yield Fault(msg("{name} is not a person in casectl.yaml", name=name), path=(key,))
    if via in people and via != by and not book.may(people[via], "act_as"):
        yield Fault(
            msg("{author} may not record for {other}", author=via, other=by),
            hint=msg("a role with may: [act_as] in casectl.yaml allows --as"),
            path=("via",),
        )
