"""Rules of promises: none that was not kept leaves the lists of what is owed without a word."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from casectl.core.case.kinds.follow_ups import KEPT
from casectl.core.case.model import LATE, FollowUp
from casectl.core.case.owed import PROMISE
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.time.instants import elapsed, format_instant, to_seconds
from casectl.core.values.messages import UsageError, msg

_BY_NAME = ("followup_done", "followup_cancelled")


def names_no_promise(kind: str, _: Collection[str]) -> bool:
    """Whether events of a kind may end promises without naming them."""
    return kind not in _BY_NAME


def late_promise_explained(moment: Moment) -> Iterator[Fault]:
    """A promise whose moment has passed is moved or taken away with a reason, by whatever event.

    States in which the template calls it settled ask for nothing more.
    """
    if not (dropped := [*_dropped(moment)]) or not is_blank(moment.event.text("reason")):
        return
    for each in dropped:
        at = format_instant(each.at, moment.in_force.zone)
        yield Fault(
            msg("{promise} was promised for {at}, which has passed: give the reason for the change",
                promise=each.what, at=at),
            hint=msg("add --reason TEXT; if it was kept, record that first: casectl followup done {id} {promise}",
                     id=moment.case.id, promise=each.what),
            refusal=UsageError,
        )  # fmt: skip


def is_kept_by_its_date(moment: Moment) -> bool:
    """Whether a promise counts as kept in time by the date of an event that was recorded after the promised moment."""
    event, known = moment.event, to_seconds(moment.known_at)
    if event.kind != "followup_done":
        return False
    return any(
        each.kind == PROMISE and to_seconds(event.at) <= to_seconds(each.at) < known
        for each in moment.case.header.follow_ups
        if each.id == event.text("follow_up")
    )


def is_said_to_be_kept(moment: Moment) -> bool:
    """Whether an event calls a promise kept that was recorded after the promised moment, and later than it happened."""
    event = moment.event
    return event.text("result") == KEPT and elapsed(event.at, moment.known_at) > LATE and is_kept_by_its_date(moment)


def _dropped(moment: Moment) -> Iterator[FollowUp]:
    """The late promises that were owed before the event and are not after it, although their state owes them."""
    owed = [each for each in moment.case.header.follow_ups if each.kind == PROMISE]
    if not owed:
        return
    still = {each.id for each in moment.after.follow_ups}
    settled, called = dict(moment.in_force.template.promises), moment.in_force.template.renamed.field_called
    for each in owed:
        if each.id in still or to_seconds(each.at) >= to_seconds(moment.known_at):
            continue
        if called(each.what) not in settled or moment.after.state not in settled[called(each.what)].settled:
            yield each
