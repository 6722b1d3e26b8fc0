"""Rules of merges: what is said of two histories follows from them, and only what is open can be settled."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.model import MERGER
from casectl.core.case.sides import sides_of
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.merge.histories import Histories
from casectl.core.merge.reckoning import as_reckoned, id_of
from casectl.core.values.messages import msg
from casectl.core.values.tree import list_of, text_of


def as_merged(moment: Moment) -> Iterator[Fault]:
    """What an event says of a merge is what the two histories that it names give."""
    event, journal = moment.event, moment.case.journal
    first, second = sides_of(event)
    strangers = (first | second) - {each.id for each in journal}
    if strangers or first & second:
        yield Fault(msg("the event of a merge names events that are on neither side, or on both"), path=("sides",))
        return
    one, other = (tuple(each for each in journal if each.id not in side) for side in (second, first))
    is_own = event.by == MERGER and event.id == id_of(event.data)
    if not is_own or not as_reckoned(event, Histories(one, other), moment.in_force.zone):
        yield Fault(
            msg("the event of a merge does not say what follows from the two histories"),
            hint=msg("casectl audit {case} shows who recorded it", case=moment.case.id),
        )


def settles(moment: Moment) -> Iterator[Fault]:
    """Only a conflict that a merge left open is settled."""
    event = moment.event
    open_ones = {each.about for each in moment.case.header.conflicts if each.event == event.text("merge")}
    names = [text_of(each) for each in list_of(event.data.get("about"))]
    missing = [name for name in names if name not in open_ones]
    if missing or not names:
        yield Fault(msg("no merge left {names} undecided", names=missing or ["-"]), path=("about",))
