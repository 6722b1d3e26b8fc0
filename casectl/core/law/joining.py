"""Rules of joining: two records of one complaint become one with a reason, and by the earlier receipt."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.contacts import taken_over
from casectl.core.case.fold import effective_events
from casectl.core.case.model import JOINED, MERGER, TOOK_OVER
from casectl.core.case.sides import sides_of
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.merge.histories import Histories
from casectl.core.merge.reckoning import as_reckoned, id_of
from casectl.core.template.model import JOINED_STATE
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.tree import list_of, text_of


def joins(moment: Moment) -> Iterator[Fault]:
    """A case is joined to another one, with a reason; the one that goes on counts from the earlier receipt.

    What waits to be confirmed is decided before: nobody does it in a case that is no more than a reference.
    """
    event, case = moment.event, moment.case
    if not event.text("reason").strip():
        yield Fault(msg("merging two cases needs a reason"), hint=msg("say why: --reason TEXT"), path=("reason",))
    if event.text("case") in ("", case.id):
        yield Fault(msg("a case cannot be merged into itself"), path=("case",))
    if event.kind == JOINED and event.text("to") != JOINED_STATE.name:
        what = msg("a case that is merged into another one must be in state {state}", state=JOINED_STATE.name)
        yield Fault(what, path=("to",))
    if event.kind == JOINED and (waiting := [name for name, run in moment.runs.items() if run.waits and run.claim]):
        yield Fault(
            msg("{id} has a late entry that nobody has confirmed: {clocks}", id=case.id, clocks=waiting),
            hint=msg("somebody else: casectl confirm {id}", id=case.id),
        )
    if "contacts" in event.data and (wrong := _wrong_contacts(moment)):
        yield Fault(wrong, path=("contacts",))
    received, before = event.text("received_at"), case.header.received_at
    if received and before and to_seconds(parse_instant(received)) >= to_seconds(before):
        yield Fault(
            msg("a case that takes over another one must count from the earlier time of receipt"), path=("received_at",)
        )


def _wrong_contacts(moment: Moment) -> Message | None:
    """What is wrong with the contacts that an event takes over; that the other case has them `check` sees."""
    event, case = moment.event, moment.event.text("case")
    try:
        contacts = [*taken_over(event)]
    except UsageError as error:
        return error.what
    earlier = [each for each in effective_events(moment.case.journal) if each.kind == TOOK_OVER]
    if not any(each.text("case") == case for each in earlier) or "received_at" in event.data:
        return msg("contacts can only be taken over from a case that was merged into this one")
    known = {each.event for taken in earlier for each in taken_over(taken)}
    if any(to_seconds(each.at) > to_seconds(event.known_at) or each.event in known for each in contacts):
        return msg("contacts can be taken over only once, and only after they were recorded")
    return None


def as_merged(moment: Moment) -> Iterator[Fault]:
    """What an event says of a merge is what the two histories that it names give."""
    event, journal = moment.event, moment.case.journal
    first, second = sides_of(event)
    strangers = (first | second) - {each.id for each in journal}
    if strangers or first & second:
        yield Fault(msg("the merge event lists events that belong to neither history, or to both"), path=("sides",))
        return
    one, other = (tuple(each for each in journal if each.id not in side) for side in (second, first))
    is_own = event.by == MERGER and event.id == id_of(event.data)
    if not is_own or not as_reckoned(event, Histories(one, other), moment.in_force.zone):
        yield Fault(
            msg("the merge event does not match the result of merging the two histories"),
            hint=msg("casectl audit {case} shows who recorded it", case=moment.case.id),
        )


def settles(moment: Moment) -> Iterator[Fault]:
    """Only a conflict that a merge left open is settled."""
    event = moment.event
    open_ones = {each.about for each in moment.case.header.conflicts if each.event == event.text("merge")}
    names = [text_of(each) for each in list_of(event.data.get("about"))]
    missing = [name for name in names if name not in open_ones]
    if missing or not names:
        yield Fault(msg("there is no conflict about {names} to decide", names=missing or ["-"]), path=("about",))
