"""The rule of the archive: only a case of which nothing is owed goes there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from casectl.core.case.model import ARCHIVED, RESTORED, Event
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.values.messages import Message, msg


def archiving(moment: Moment) -> Iterator[Fault]:
    """A case goes to the archive when it is closed, and owes nothing."""
    case, workflow = moment.case, moment.in_force.template.workflow
    if workflow.category(case.header.state) != "closed":
        yield Fault(
            msg("{id} is {state}, not closed", id=case.id, state=workflow.title(case.header.state)),
            hint=msg("only closed cases go to the archive"),
        )
        return
    if owed := [*_owed(moment)]:
        yield Fault(
            msg("something is still to be done in {id}", id=case.id), tuple(owed), msg("casectl show {id}", id=case.id)
        )


def came_back(journal: Sequence[Event], event: Event) -> bool:
    """Whether a case came back from the archive after that event took it there, so that nothing is left of it."""
    later = itertools.dropwhile(lambda each: each.id != event.id, journal)
    return event.kind == ARCHIVED and any(each.kind == RESTORED for each in later)


def _owed(moment: Moment) -> Iterator[Message]:
    header = moment.case.header
    if clocks := [*dict.fromkeys((*header.due, *header.paused))]:
        yield msg("clocks still running: {names}", names=[*clocks])
    if header.follow_ups:
        yield msg("follow-ups: {names}", names=[each.id for each in header.follow_ups])
    if header.offer:
        yield msg("an unanswered offer")
    if header.conflicts:
        yield msg("a merge needs a decision")
