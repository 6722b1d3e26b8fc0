"""Rules of acts: what was recorded together stands together, and is taken back together, a notice with its pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.acts import ACT, act_id, same_act
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.fold import effective_events
from casectl.core.case.model import UNDONE, Event
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.law.walking import act_of
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import msg
from casectl.core.values.tree import list_of, text_of


def in_its_act(moment: Moment) -> Iterator[Fault]:
    """An event that names its act follows the first event of it, or another of its events, at once."""
    event, journal = moment.event, moment.case.journal
    first, before = moment.case.event(act_id(event)), journal[-1] if journal else None
    if first is None or before is None or act_id(first) != first.id or act_id(before) != first.id:
        what = msg("event {kind} was not recorded together with event {act}", kind=event.kind, act=act_id(event) or "-")
        yield Fault(what, path=(ACT,))
    elif (to_seconds(first.at), first.by, first.text("via")) != (to_seconds(event.at), event.by, event.text("via")):
        what = msg("event {kind} has a different time or person from event {act}", kind=event.kind, act=first.id)
        yield Fault(what, path=(ACT,))


def taken_back_whole(moment: Moment) -> Iterator[Fault]:
    """An act is taken back whole: with the last of its events all the others are."""
    journal, undoes = moment.case.journal, moment.event.text("undoes")
    if ACT in moment.event.data or (undone := moment.case.event(undoes)) is None:
        return
    together = _undone_together(moment)
    left = [each for each in same_act(effective_events(journal), undone) if each.id not in together]
    if left:
        yield Fault(
            msg("{kind} was recorded together with {others}", kind=kind_of(undone.kind).title,
                others=[kind_of(each.kind).title for each in left]),
            hint=msg("casectl undo {id} undoes all of it", id=moment.case.id),
        )  # fmt: skip


def notice_stays(moment: Moment) -> Iterator[Fault]:
    """The contact in which the customer was told of a pause or an extension is not taken back without it."""
    events, together = effective_events(moment.case.journal), _undone_together(moment)
    if (notice := moment.case.event(moment.event.text("undoes"))) is None or notice.kind != "contacted":
        return
    for number, event in enumerate(events):
        if event.id in together or not _needs_notice(moment, event):
            continue
        if _is_notice_of(notice, event, act_of(events, number)):
            yield Fault(
                msg(
                    "the customer was informed in this contact of {kind}, which would still be in force",
                    kind=kind_of(event.kind).title,
                ),
                hint=msg("casectl resume {id} ends a pause", id=moment.case.id) if event.kind == "paused" else None,
            )


def _needs_notice(moment: Moment, event: Event) -> bool:
    """Whether the rule of a clock that the event paused or extended demands that the customer is told."""
    clocks = [moment.in_force.rule_set.clock(text_of(name)) for name in list_of(event.data.get("clock"))]
    if event.kind == "paused":
        pauses = [clock.pause(event.text("code")) for clock in clocks if clock]
        return any(rule.notice for rule in pauses if rule)
    extensions = [clock.extension for clock in clocks if clock and event.kind == "extended"]
    return any(rule.notice for rule in extensions if rule)


def _is_notice_of(notice: Event, event: Event, together: Sequence[Event]) -> bool:
    """Whether a contact is the one that the event names, or the only one of those that were recorded with it."""
    if event.text("notice"):
        return event.text("notice") == notice.id
    told = [each for each in together if each.kind == "contacted" and each.text("direction") == "out"]
    return told == [notice]


def _undone_together(moment: Moment) -> set[str]:
    """What the act of the event takes back."""
    return {each.text("undoes") for each in same_act(moment.act, moment.event) if each.kind == UNDONE}
