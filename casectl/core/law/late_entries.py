"""Rules of late entries: what was recorded much later than it happened says why, and another person confirms it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from casectl.core.case.model import RECORDED, Event
from casectl.core.law.gains import ALONE
from casectl.core.law.moment import Moment
from casectl.core.law.promises import is_kept_by_its_date, is_said_to_be_kept
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.time.instants import format_instant
from casectl.core.values.messages import msg
from casectl.core.values.tree import list_of, text_of

LATE = "late"
"""The detail that says why an event was recorded so much later."""


def may_be_late(kind: str, details: Collection[str]) -> bool:
    """Whether an event of a kind with these details may do something to a clock, or keep a promise, by its date."""
    return kind != "opened" and ("clocks" in details or "follow_up" in details)


def late_reason(moment: Moment) -> Iterator[Fault]:
    """What does something to a clock, or keeps a promise that has passed, and is recorded later than it may be to count
    by its date, says why; of a promise that is called kept, however little later that is.

    When it was recorded, the commit says, whatever the event says; where no commit is known, the event.
    """
    event, force = moment.event, moment.in_force
    if RECORDED not in event.data and not moment.recorded_at:
        return
    if "clocks" not in event.data and not is_kept_by_its_date(moment):
        return
    given = not is_blank(event.text(LATE)) or not is_blank(event.text("reason"))
    runs = [run for name, run in moment.runs.items() if name in event.mapping("clocks")]
    is_late = any(moment.is_much_later(event.at, moment.known_at, each) for each in runs or (None,))
    if given or not (is_late or is_said_to_be_kept(moment)):
        return
    at, known = (format_instant(each, force.zone) for each in (event.at, moment.known_at))
    what = msg("event {kind} of {at} was recorded at {known}, but gives no reason for the delay",
               kind=event.kind, at=at, known=known)  # fmt: skip
    yield Fault(what, hint=msg("give the reason: --late TEXT"))


def confirmation(moment: Moment) -> Iterator[Fault]:
    """A late entry that stopped its clocks only in words is confirmed, or refused, by another than whose it is, and who
    typed it.
    """
    event, case = moment.event, moment.case
    entry, names = case.event(event.text("entry")), [text_of(each) for each in list_of(event.data.get("clock"))]
    waiting = [
        name for name, run in moment.runs.items() if run.waits and run.claim and entry and run.claim.event == entry.id
    ]
    if entry is None or not waiting or {*names} != {*waiting}:
        yield Fault(
            msg(
                "no clock of {id} waits for event {event} to be confirmed", id=case.id, event=event.text("entry") or "-"
            ),
            hint=msg("casectl due {id} shows what waits", id=case.id),
        )
    elif (whose := _whose(entry, moment)) and ALONE not in event.data and len(moment.in_force.people) > 1:
        yield Fault(msg("it is {person}'s own entry: somebody else has to confirm it", person=whose))


def _whose(entry: Event, moment: Moment) -> str:
    """Who acted or typed in the entry, and does so now, by whatever name; "" if nobody."""
    now = frozenset[str]().union(*map(moment.settings.names_of, moment.people))
    return next((each for each in (entry.by, entry.text("via")) if each in now), "")
